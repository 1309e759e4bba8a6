import { kafkajsAdmin } from './adapter/admin.ts';
import { silent } from './adapter/kafka.ts';
import { KafkajsMembership } from './adapter/membership.ts';
import { QueueingProducer } from './adapter/producer.ts';
import { whenReachable } from './adapter/reachable.ts';
import { kafkajsReader } from './adapter/reader.ts';
import { KafkajsTransactionalProducer } from './adapter/transactional-producer.ts';
import type { KafkaClient, KafkaSettings } from './client.ts';

/** Connects lazily: nothing is sent before the first use. To fail early: `await client.whenReachable({ giveUpAfterMs })`. */
export function connectKafka(settings: KafkaSettings): KafkaClient {
  const log = settings.log ?? silent;
  return {
    brokers: settings.brokers,
    log,
    whenReachable: (options = {}) => whenReachable(settings, log, options),
    producer: () => new QueueingProducer(settings),
    transactionalProducer: (transactionalId) => KafkajsTransactionalProducer.connect(settings, transactionalId),
    consumer: (options) => new KafkajsMembership(settings, log, options),
    admin: () => kafkajsAdmin(settings),
    reader: () => kafkajsReader(settings),
  };
}
