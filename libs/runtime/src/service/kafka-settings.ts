import type { KafkaSettings } from '@newsflow/kafka';
import type { SettingsOf } from '../config/catalogue.ts';
import type { Logger } from '../log/logger.ts';

type KafkaPart = Pick<
  SettingsOf<'parser'>,
  'kafkaBrokers' | 'kafkaTls' | 'kafkaSaslMechanism' | 'kafkaUsername' | 'kafkaPassword'
>;

/** What `connectKafka` wants, from the settings of a service; the client's lines go to the service's log. */
export function kafkaSettings(settings: KafkaPart, clientId: string, logger: Logger): KafkaSettings {
  const {
    kafkaBrokers,
    kafkaTls,
    kafkaSaslMechanism: mechanism,
    kafkaUsername: username,
    kafkaPassword: password,
  } = settings;
  return {
    brokers: kafkaBrokers,
    clientId,
    tls: kafkaTls,
    ...(mechanism !== undefined && username !== undefined && password !== undefined
      ? { sasl: { mechanism, username, password } }
      : {}),
    log: (level, message, fields) => {
      logger[level](fields, message);
    },
  };
}
