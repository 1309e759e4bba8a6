import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** Every metric of newsflow; names and labels are an interface (alerts and dashboards read them). */
export function createMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  return {
    registry,
    lagRecords: new Gauge({
      name: 'newsflow_consumer_lag_records',
      help: 'Records between the committed offset and the end of the log.',
      labelNames: ['group', 'topic', 'partition'],
      registers,
    }),
    lagSeconds: new Gauge({
      name: 'newsflow_consumer_lag_seconds',
      help: 'Age of the oldest record that is not committed.',
      labelNames: ['group', 'topic', 'partition'],
      registers,
    }),
    events: new Counter({
      name: 'newsflow_events_total',
      help: 'Events handled, by what became of them.',
      labelNames: ['group', 'topic', 'outcome'],
      registers,
    }),
    deadLetters: new Counter({
      name: 'newsflow_dead_letters_total',
      help: 'Events put aside in the dead-letter topic, by the code of the error.',
      labelNames: ['group', 'reason'],
      registers,
    }),
    handlerDuration: new Histogram({
      name: 'newsflow_handler_duration_seconds',
      help: 'One call of a handler (a batch or a record), whatever its end.',
      labelNames: ['group', 'topic'],
      buckets: [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60],
      registers,
    }),
    inFlight: new Gauge({
      name: 'newsflow_consumer_in_flight_records',
      help: 'Records that handlers have in hand.',
      labelNames: ['group', 'topic'],
      registers,
    }),
    progress: new Gauge({
      name: 'newsflow_consumer_progress_timestamp_seconds',
      help: 'When the offset of the partition was last moved on; its age tells of a standstill where there is lag.',
      labelNames: ['group', 'topic', 'partition'],
      registers,
    }),
    offsetResets: new Counter({
      name: 'newsflow_offset_resets_total',
      help: 'Times that the committed offset was no longer in the log: records were lost to retention.',
      labelNames: ['group', 'topic'],
      registers,
    }),
    pageOutcomes: new Counter({
      name: 'newsflow_page_outcomes_total',
      help: 'How fetches and parses of pages ended.',
      labelNames: ['stage', 'outcome'],
      registers,
    }),
    sourceHealthChanges: new Counter({
      name: 'newsflow_source_health_changes_total',
      help: 'Changes of the status of sources, by the new status.',
      labelNames: ['status'],
      registers,
    }),
    fieldCompleteness: new Gauge({
      name: 'newsflow_field_completeness_ratio',
      help: 'Share of the articles since the start of this process in which the field was found.',
      labelNames: ['source', 'field'],
      registers,
    }),
  };
}

export type Metrics = ReturnType<typeof createMetrics>;
