import { connectKafka, type KafkaClient, type KafkaSettings } from '@newsflow/kafka';
import { kafkaConnection, kafkaProblems, settings } from '@newsflow/runtime/settings';
import { CliError, exitCode } from './exit.ts';
import { given } from './given.ts';

/** TLS and login as the services have them. Throws with exit code 2 where a part of them is missing. */
export function connectionOf(env: NodeJS.ProcessEnv): Pick<KafkaSettings, 'tls' | 'sasl'> {
  const { kafkaTls, kafkaTlsCa, kafkaTlsCertificate, kafkaTlsKey, kafkaSaslMechanism, kafkaUsername, kafkaPassword } =
    settings.store;
  const access = {
    kafkaTls: given(kafkaTls, env) ?? false,
    kafkaTlsCa: given(kafkaTlsCa, env),
    kafkaTlsCertificate: given(kafkaTlsCertificate, env),
    kafkaTlsKey: given(kafkaTlsKey, env),
    kafkaSaslMechanism: given(kafkaSaslMechanism, env),
    kafkaUsername: given(kafkaUsername, env),
    kafkaPassword: given(kafkaPassword, env),
  };
  const problems = kafkaProblems(access);
  if (problems.length > 0) throw new CliError(exitCode.usage, problems.join('\n'));
  return kafkaConnection(access);
}

export const kafkaClient = (brokers: readonly string[], clientId: string): KafkaClient =>
  connectKafka({ brokers, clientId, ...connectionOf(process.env) });
