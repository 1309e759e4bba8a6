import { connectKafka, type KafkaClient, KafkaUnreachableError } from '@newsflow/kafka';
import { mongodbDatabase, type TopicNames, topicNames } from '@newsflow/contracts';
import { MongoClient, type Db } from 'mongodb';
import { CliError, exitCode } from './exit.ts';
import { supervisor } from './supervisor/client.ts';

export interface GlobalOptions {
  readonly json: boolean;
}

export const namespace = (): string => process.env['NEWSFLOW_NAMESPACE'] ?? 'newsflow';

/** Addresses from the environment, else of what `newsflow up` runs. */
async function addresses(): Promise<{ brokers?: string[]; mongodbUri?: string }> {
  const brokers = process.env['NEWSFLOW_KAFKA_BROKERS']?.split(',');
  const mongodbUri = process.env['NEWSFLOW_MONGODB_URI'];
  const running = brokers && mongodbUri ? undefined : await supervisor.status();
  return {
    ...((brokers ?? running) && { brokers: brokers ?? running?.brokers ?? [] }),
    ...((mongodbUri ?? running) && { mongodbUri: mongodbUri ?? running?.mongodbUri ?? '' }),
  };
}

const nothingRuns = (setting: string): CliError =>
  new CliError(exitCode.unreachable, `nothing to connect to: run "bin/newsflow up" first, or set ${setting}`);

/** Throws with exit code 5 unless a broker answers in time. */
export async function openKafka(giveUpAfterMs = 5000): Promise<{ kafka: KafkaClient; names: TopicNames }> {
  const { brokers } = await addresses();
  if (!brokers) throw nothingRuns('NEWSFLOW_KAFKA_BROKERS');
  const kafka = connectKafka({ brokers, clientId: 'newsflow-cli' });
  try {
    await kafka.whenReachable({ giveUpAfterMs });
  } catch (cause) {
    if (!(cause instanceof KafkaUnreachableError)) throw cause;
    throw new CliError(exitCode.unreachable, cause.message, { cause });
  }
  return { kafka, names: topicNames(namespace()) };
}

export async function mongodbUri(): Promise<string> {
  const uri = (await addresses()).mongodbUri;
  if (!uri) throw nothingRuns('NEWSFLOW_MONGODB_URI');
  return uri;
}

export async function openMongodb(): Promise<{ db: Db; close: () => Promise<void> }> {
  const uri = await mongodbUri();
  const client = new MongoClient(uri, { serverSelectionTimeoutMS: 5000 });
  try {
    await client.connect();
  } catch (cause) {
    throw new CliError(exitCode.unreachable, `MongoDB does not answer: ${(cause as Error).message}`, { cause });
  }
  return { db: client.db(mongodbDatabase({ mongodbUri: uri, namespace: namespace() })), close: () => client.close() };
}
