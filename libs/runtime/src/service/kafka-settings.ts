import type { KafkaSettings } from '@newsflow/kafka';
import type { SettingsOf } from '../config/catalogue.ts';
import { kafkaConnection, type KafkaAccess } from '../config/kafka-connection.ts';
import type { Logger } from '../log/logger.ts';

/** What `connectKafka` wants, from the settings of a service; the client's lines go to the service's log. */
export function kafkaSettings(
  settings: KafkaAccess & Pick<SettingsOf<'parser'>, 'kafkaBrokers'>,
  clientId: string,
  logger: Logger,
): KafkaSettings {
  return {
    brokers: settings.kafkaBrokers,
    clientId,
    ...kafkaConnection(settings),
    log: (level, message, fields) => {
      logger[level](fields, message);
    },
  };
}
