import { mongodbDatabase } from '@newsflow/contracts';
import { connectKafka } from '@newsflow/kafka';
import { KafkaTransport } from '@newsflow/messaging';
import { kafkaSettings, type ServiceDefinition } from '@newsflow/runtime';
import { StoreDatabase } from './database/database.ts';
import { StoreModule } from './store.module.ts';

/** The store service: events of the parser and the scraper into MongoDB. */
export const store: ServiceDefinition<'store'> = {
  name: 'store',
  create: ({ name, settings, names, logger, health, consumerTelemetry, keepTrying }) => {
    const database = new StoreDatabase(settings.mongodbUri, mongodbDatabase(settings));
    health.register('mongodb', () => database.ping());
    return {
      module: StoreModule.with(database),
      transport: new KafkaTransport({
        client: connectKafka(kafkaSettings(settings, names.group(name), logger)),
        names,
        service: name,
        telemetry: consumerTelemetry,
        drainTimeoutMs: settings.drainLimitMs,
        probe: () => database.ping(),
        // Fetches of four topics lie in memory while they wait for MongoDB.
        maxBytesPerPartition: 256 * 1024,
      }),
      start: async () => {
        const migrations = await keepTrying('MongoDB migrations', () => database.open());
        if (migrations.length > 0) logger.info({ migrations }, 'database migrated');
      },
      close: () => database.close(),
    };
  },
};
