import { connectKafka, type KafkaClient, type KafkaSettings } from '@newsflow/kafka';
import { kafkaConnection, saslProblems, settings } from '@newsflow/runtime/settings';
import { CliError, exitCode } from './exit.ts';
import { given } from './given.ts';

/** TLS and login as the services have them. Throws with exit code 2 where a part of the login is missing. */
export function connectionOf(env: NodeJS.ProcessEnv): Pick<KafkaSettings, 'tls' | 'sasl'> {
  const { kafkaTls, kafkaSaslMechanism, kafkaUsername, kafkaPassword } = settings.store;
  const login = {
    kafkaTls: given(kafkaTls, env) ?? false,
    kafkaSaslMechanism: given(kafkaSaslMechanism, env),
    kafkaUsername: given(kafkaUsername, env),
    kafkaPassword: given(kafkaPassword, env),
  };
  const problems = saslProblems(login);
  if (problems.length > 0) throw new CliError(exitCode.usage, problems.join('\n'));
  return kafkaConnection(login);
}

export const kafkaClient = (brokers: readonly string[], clientId: string): KafkaClient =>
  connectKafka({ brokers, clientId, ...connectionOf(process.env) });
