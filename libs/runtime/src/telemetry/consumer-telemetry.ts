import type { ConsumerTelemetry } from '@newsflow/kafka';
import type { Logger } from '../log/logger.ts';
import type { Metrics } from './metrics.ts';

type Event<Happening extends keyof ConsumerTelemetry> = Parameters<ConsumerTelemetry[Happening]>[0];
const partitionKey = ({ topic, partition }: { topic: string; partition: number }): string => `${topic}/${partition}`;

/** What happens in a consumer, as metric and log line together. */
export class ServiceConsumerTelemetry implements ConsumerTelemetry {
  private readonly waiting = new Set<string>();
  private readonly measured = new Map<string, { group: string; topic: string; partition: string }>();

  constructor(
    private readonly metrics: Metrics,
    private readonly logger: Logger,
  ) {}

  handled({ group, topic, outcome, count }: Event<'handled'>): void {
    this.metrics.events.inc({ group, topic, outcome }, count);
    if (outcome === 'retry') this.logger.warn({ group, topic, count }, 'a handler failed; its events are tried again');
    else this.logger.debug({ group, topic, outcome, count }, 'events handled');
  }

  deadLetter({ group, reason, message, ...where }: Event<'deadLetter'>): void {
    this.metrics.deadLetters.inc({ group, reason });
    this.logger.warn({ group, ...where, code: reason, reason: message }, 'an event went to the dead-letter topic');
  }

  handlerDuration({ group, topic, seconds, records }: Event<'handlerDuration'>): void {
    this.metrics.handlerDuration.observe({ group, topic }, seconds);
    this.logger.trace({ group, topic, seconds, records }, 'a handler ended');
  }

  inFlight({ group, topic, change }: Event<'inFlight'>): void {
    this.metrics.inFlight.inc({ group, topic }, change);
  }

  progressed({ group, topic, partition }: Event<'progressed'>): void {
    this.metrics.progress.setToCurrentTime({ group, topic, partition: String(partition) });
  }

  lag({ group, topic, partition, lagRecords, lagSeconds }: Event<'lag'>): void {
    const labels = { group, topic, partition: String(partition) };
    this.measured.set(partitionKey({ topic, partition }), labels);
    this.metrics.lagRecords.set(labels, lagRecords);
    this.metrics.lagSeconds.set(labels, lagSeconds);
  }

  /** A lag of a partition that another process has now would stand still here and alert for ever. */
  assigned({ group, partitions }: Event<'assigned'>): void {
    const kept = new Set(partitions.map(partitionKey));
    for (const [key, labels] of this.measured) {
      if (kept.has(key)) continue;
      this.metrics.lagRecords.remove(labels);
      this.metrics.lagSeconds.remove(labels);
      this.metrics.progress.remove(labels);
      this.measured.delete(key);
    }
    for (const key of this.waiting) if (!kept.has(key)) this.waiting.delete(key);
    this.logger.info({ group, partitions: partitions.length }, 'partitions assigned');
  }

  /** Every partition pauses for the same reason when a dependency goes: one line, not one each. */
  paused({ group, topic, partition, code, message, resumesInMs }: Event<'paused'>): void {
    if (this.waiting.size === 0)
      this.logger.warn(
        { group, topic, code, reason: message, resumesInMs },
        'consumption pauses: a dependency is down',
      );
    this.waiting.add(partitionKey({ topic, partition }));
  }

  resumed({ group, topic, partition }: Event<'resumed'>): void {
    if (!this.waiting.delete(partitionKey({ topic, partition })) || this.waiting.size > 0) return;
    this.logger.info({ group }, 'consumption goes on');
  }

  offsetReset({ group, topic, partition }: Event<'offsetReset'>): void {
    this.metrics.offsetResets.inc({ group, topic });
    this.logger.error(
      { group, topic, partition },
      'the committed offset is gone from the log: events were lost to retention',
    );
  }
}
