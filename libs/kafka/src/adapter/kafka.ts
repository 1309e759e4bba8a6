import './amendments.ts';
import kafkajs, { type Kafka, type KafkaConfig, type LogEntry, type RetryOptions } from 'kafkajs';
import type { KafkaSettings, Log } from '../client.ts';

export interface Observed {
  readonly onOffsetReset?: (topic: string, partition: number) => void;
  /** Why a try of a send failed; kafkajs's next one may end with another reason. */
  readonly onSendFailed?: (reason: string) => void;
  readonly retry?: RetryOptions;
}

// Tries lie one in another in kafkajs, six times six: with its own waits a simple failure takes a minute to be told.
const retry: RetryOptions = { initialRetryTime: 50, maxRetryTime: 300 };
/** For what is asked again by us, or by the person in front of the screen. */
export const retryQuickly: RetryOptions = { ...retry, retries: 1 };
export const retryNever: RetryOptions = { retries: 0 };

/**
 * Below the time-outs of sessions and transactions: on a half-open connection a heartbeat or a commit has to be noticed as lost before
 * the broker acts on it. What takes longer by design (a join, a fetch) has a time-out of its own in kafkajs.
 */
export const requestTimeoutMs = 8_000;

export const silent: Log = () => undefined;

// The one place where kafkajs says that it threw a committed offset away, or why it tries a send again, is its log.
const offsetReset = 'Offset out of range, resetting to default offset';
const sendFailed = 'Failed to send messages: ';

/**
 * A client of its own for each use: kafkajs keeps committed offsets of a group per client, so that two members on one
 * client disturb each other. What kafkajs logs is debugging material; failures come back as errors and are told once.
 */
export function newKafka(settings: KafkaSettings, observed: Observed = {}): Kafka {
  const log = settings.log ?? silent;
  const onEntry = ({ namespace, log: entry }: LogEntry): void => {
    log('debug', `kafkajs: ${entry.message}`, { namespace, ...entry });
    if (entry.message.startsWith(sendFailed)) observed.onSendFailed?.(entry.message.slice(sendFailed.length));
    if (entry.message === offsetReset) observed.onOffsetReset?.(String(entry['topic']), Number(entry['partition']));
  };
  const config: KafkaConfig = {
    brokers: [...settings.brokers],
    clientId: settings.clientId,
    connectionTimeout: 3_000,
    requestTimeout: requestTimeoutMs,
    logLevel: kafkajs.logLevel.INFO,
    logCreator: () => onEntry,
    ...(settings.tls === undefined ? {} : { ssl: settings.tls }),
    ...(settings.sasl === undefined ? {} : { sasl: saslOptions(settings.sasl) }),
    retry: observed.retry ?? retry,
  };
  return new kafkajs.Kafka(config);
}

function saslOptions({
  mechanism,
  username,
  password,
}: NonNullable<KafkaSettings['sasl']>): NonNullable<KafkaConfig['sasl']> {
  switch (mechanism) {
    case 'plain':
      return { mechanism, username, password };
    case 'scram-sha-256':
      return { mechanism, username, password };
    case 'scram-sha-512':
      return { mechanism, username, password };
  }
}
