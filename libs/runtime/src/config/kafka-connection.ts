import type { KafkaSettings } from '@newsflow/kafka';
import type { SettingsOf } from './catalogue.ts';

export type KafkaLogin = Pick<
  SettingsOf<'parser'>,
  'kafkaTls' | 'kafkaSaslMechanism' | 'kafkaUsername' | 'kafkaPassword'
>;

/** How to speak to brokers, as `connectKafka` wants it. A login is whole or none, see `saslProblems`. */
export function kafkaConnection({
  kafkaTls,
  kafkaSaslMechanism: mechanism,
  kafkaUsername: username,
  kafkaPassword: password,
}: KafkaLogin): Pick<KafkaSettings, 'tls' | 'sasl'> {
  return {
    tls: kafkaTls,
    ...(mechanism !== undefined && username !== undefined && password !== undefined
      ? { sasl: { mechanism, username, password } }
      : {}),
  };
}
