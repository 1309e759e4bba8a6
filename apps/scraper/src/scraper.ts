import { mongodbDatabase } from '@newsflow/contracts';
import { connectKafka } from '@newsflow/kafka';
import { KafkaTransport } from '@newsflow/messaging';
import { kafkaSettings, type ServiceDefinition } from '@newsflow/runtime';
import { buildCrawler } from './build-crawler.ts';
import { openFrontier } from './frontier/database.ts';
import { Frontier } from './frontier/frontier.ts';
import { ScraperModule } from './scraper.module.ts';
import { loadSources } from './sources/load-sources.ts';
import { SourceWatch } from './sources/source-watch.ts';
import { ScraperTelemetry } from './telemetry.ts';

/** The scraper as a service: ingest from Kafka, frontier in MongoDB, fetches between the two. */
export const scraper: ServiceDefinition<'scraper'> = {
  name: 'scraper',
  create: async ({ settings, names, logger, consumerTelemetry, pageTelemetry, health, keepTrying }) => {
    // Read first: a mistake in the file ends the process before anything is connected.
    const sources = settings.sources === undefined ? null : await loadSources(settings.sources);
    const { fetchAllowCidr, fetchAllowPorts, fetchDns } = settings;
    if (fetchAllowCidr ?? fetchAllowPorts ?? fetchDns) {
      logger.warn(
        { fetchAllowCidr, fetchAllowPorts, fetchDns },
        'TEST SETTINGS: addresses that are not public may be fetched',
      );
    }
    const database = openFrontier(settings.mongodbUri, mongodbDatabase(settings));
    const frontier = new Frontier(database);
    const kafka = connectKafka(kafkaSettings(settings, 'newsflow-scraper', logger));
    const producer = kafka.producer();
    const telemetry = new ScraperTelemetry(logger, pageTelemetry);
    const { crawler, client } = buildCrawler({ settings, names, database, producer, telemetry });
    const watch = new SourceWatch(
      () =>
        frontier.applySources((id, error) => {
          telemetry.unusableSource(id, error);
        }),
      (error) => {
        telemetry.error(error);
      },
    );
    health.register('mongodb', () => frontier.ping());
    return {
      module: ScraperModule.with(frontier),
      transport: new KafkaTransport({
        client: kafka,
        names,
        service: 'scraper',
        telemetry: consumerTelemetry,
        drainTimeoutMs: settings.drainLimitMs,
      }),
      start: async () => {
        await keepTrying('the indexes of the frontier', () => frontier.migrate());
        if (sources) await keepTrying('the sources', () => frontier.listSources(sources));
        watch.start();
        crawler.start();
      },
      stop: async () => {
        await Promise.all([watch.stop(), crawler.stop()]);
      },
      close: async () => {
        await Promise.all([producer.close(), client.close(), frontier.close()]);
      },
    };
  },
};
