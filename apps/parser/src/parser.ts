import { availableParallelism } from 'node:os';
import { deliveries } from '@newsflow/contracts';
import { connectKafka } from '@newsflow/kafka';
import { KafkaTransport } from '@newsflow/messaging';
import { kafkaSettings, type ServiceDefinition } from '@newsflow/runtime';
import { pageEnded } from './handling/parser-telemetry.ts';
import { ParserModule } from './parser.module.ts';
import { ParsePool } from './parsing/parse-pool.ts';

/** The parser service: raw pages into articles, quotations, market quotes and outcomes. */
export const parser: ServiceDefinition<'parser'> = {
  name: 'parser',
  create: ({ name, settings, names, logger, consumerTelemetry, pageTelemetry }) => {
    const pool = new ParsePool({
      workers: settings.parserThreads === 0 ? availableParallelism() : settings.parserThreads,
      limitMs: settings.parseLimitMs,
      heapMib: settings.parseHeapMib,
    });
    const module = ParserModule.with({
      names,
      parse: (task, signal) => pool.parse(task, signal),
      ended: (outcome, extraction, sourceId) => {
        pageEnded(pageTelemetry, outcome, extraction, sourceId);
      },
    });
    const transport = new KafkaTransport({
      client: connectKafka(kafkaSettings(settings, names.group(name), logger)),
      names,
      service: name,
      delivery: deliveries.parser,
      telemetry: consumerTelemetry,
      drainTimeoutMs: settings.drainLimitMs,
      // Bodies of a batch lie in memory until its last page is parsed; more of them at once parse no faster.
      concurrentPartitions: 2,
      maxBytesPerPartition: 256 * 1024,
    });
    return { module, transport, close: () => pool.close() };
  },
};
