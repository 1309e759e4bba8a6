import { type KafkaClient, KafkaUnreachableError } from '@newsflow/kafka';
import { mongodbDatabase, type TopicNames, topicNames } from '@newsflow/contracts';
import { settings } from '@newsflow/runtime/settings';
import { MongoClient, type Db } from 'mongodb';
import { namespace } from './data-folder.ts';
import { CliError, exitCode } from './exit.ts';
import { given } from './given.ts';
import { kafkaClient } from './kafka-client.ts';
import { supervisor } from './supervisor/client.ts';

export interface GlobalOptions {
  readonly json: boolean;
}

/** Addresses from the environment, else of what `newsflow up` runs. */
async function addresses(): Promise<{ brokers?: string[]; mongodbUri?: string }> {
  const brokers = given(settings.store.kafkaBrokers);
  const mongodbUri = given(settings.store.mongodbUri);
  const running = brokers && mongodbUri ? undefined : await supervisor.status();
  return {
    ...((brokers ?? running) && { brokers: brokers ?? running?.brokers ?? [] }),
    ...((mongodbUri ?? running) && { mongodbUri: mongodbUri ?? running?.mongodbUri ?? '' }),
  };
}

const nothingRuns = (setting: string): CliError =>
  new CliError(exitCode.unreachable, `nothing to connect to: run "bin/newsflow up" first, or set ${setting}`);

export interface KafkaConnection {
  readonly kafka: KafkaClient;
  readonly names: TopicNames;
}

/** Throws with exit code 5 unless a broker answers in time. */
export async function openKafka(giveUpAfterMs = 5000): Promise<KafkaConnection> {
  const names = topicNames(namespace());
  const { brokers } = await addresses();
  if (!brokers) throw nothingRuns('NEWSFLOW_KAFKA_BROKERS');
  const kafka = kafkaClient(brokers, 'newsflow-cli');
  try {
    await kafka.whenReachable({ giveUpAfterMs });
  } catch (cause) {
    if (!(cause instanceof KafkaUnreachableError)) throw cause;
    throw new CliError(exitCode.unreachable, cause.message, { cause });
  }
  return { kafka, names };
}

export async function mongodbUri(): Promise<string> {
  const uri = (await addresses()).mongodbUri;
  if (!uri) throw nothingRuns('NEWSFLOW_MONGODB_URI');
  return uri;
}

export async function openMongodb(): Promise<{ db: Db; close: () => Promise<void> }> {
  const ours = namespace();
  const uri = await mongodbUri();
  const client = mongodbClient(uri);
  try {
    await client.connect();
  } catch (cause) {
    throw new CliError(exitCode.unreachable, `MongoDB does not answer: ${(cause as Error).message}`, { cause });
  }
  return { db: client.db(mongodbDatabase({ mongodbUri: uri, namespace: ours })), close: () => client.close() };
}

function mongodbClient(uri: string): MongoClient {
  try {
    return new MongoClient(uri, { serverSelectionTimeoutMS: 5000 });
  } catch (cause) {
    throw new CliError(exitCode.usage, `NEWSFLOW_MONGODB_URI: ${(cause as Error).message}`, { cause });
  }
}
