import { MongoClient } from 'mongodb';
import { connect } from 'node:net';
import { countBrokers } from './embedded/kafka-metadata.ts';
import type { KafkaAddress } from './embedded/kafka-protocol.ts';
import { type KafkaPart, type MongodbPart, openToAll, type StackPart } from './embedded/part.ts';
import { reasonOf } from './reason-of.ts';
import { StackError } from './stack-error.ts';

const REACH_LIMIT_MS = 5_000;
const REMEDY = 'start it, correct the setting, or unset it to use one of this machine';

/** What the environment says about a Kafka or a MongoDB that is already there; null: none, embed it. */
export interface ExternalSettings {
  brokers: string[] | null;
  mongodbUri: string | null;
}

export function externalSettings(env: NodeJS.ProcessEnv): ExternalSettings {
  const brokers = (env['NEWSFLOW_KAFKA_BROKERS'] ?? '')
    .split(',')
    .map((broker) => broker.trim())
    .filter((broker) => broker !== '');
  const mongodbUri = (env['NEWSFLOW_MONGODB_URI'] ?? '').trim();
  return { brokers: brokers.length === 0 ? null : brokers, mongodbUri: mongodbUri === '' ? null : mongodbUri };
}

/** Resolves when one of the brokers answers. @throws StackError `kafka-unreachable` */
export async function externalKafka(brokers: string[], env: NodeJS.ProcessEnv): Promise<KafkaPart> {
  const probe = isSecured(env) ? reachPort : namesBroker;
  try {
    await Promise.any(brokers.map((broker) => probe(broker)));
  } catch (cause) {
    throw new StackError(
      'kafka-unreachable',
      `Kafka at NEWSFLOW_KAFKA_BROKERS=${brokers.join(',')} does not answer (${reasonOf(cause)})`,
      { cause, remedy: REMEDY },
    );
  }
  return { ...notOurs('NEWSFLOW_KAFKA_BROKERS'), brokers, ...openToAll };
}

/** Resolves when MongoDB answers. @throws StackError `mongodb-unreachable`, without the password of the URI */
export async function externalMongodb(uri: string): Promise<MongodbPart> {
  try {
    const client = new MongoClient(uri, { serverSelectionTimeoutMS: REACH_LIMIT_MS });
    try {
      await client.db().command({ ping: 1 });
    } finally {
      await client.close();
    }
  } catch (cause) {
    throw new StackError(
      'mongodb-unreachable',
      `MongoDB at NEWSFLOW_MONGODB_URI=${withoutPassword(uri)} does not answer (${reasonOf(cause)})`,
      { cause, remedy: REMEDY },
    );
  }
  return { ...notOurs('NEWSFLOW_MONGODB_URI'), uri };
}

function notOurs(setting: string): StackPart {
  const refuse = () =>
    Promise.reject(
      new StackError(
        'not-ours',
        `This part comes from ${setting}: only a part of the stack's own can be stopped and started.`,
      ),
    );
  return { source: 'environment', pid: null, stop: refuse, kill: refuse, start: refuse };
}

function isSecured(env: NodeJS.ProcessEnv): boolean {
  const settings = [env['NEWSFLOW_KAFKA_TLS'], env['NEWSFLOW_KAFKA_SASL_MECHANISM']];
  return settings.some((value) => value !== undefined && value !== '' && value !== 'false');
}

/** `host:port`, also `[::1]:9092`. */
function addressOf(broker: string): KafkaAddress {
  const match = /^\[?(.+?)\]?:(\d{1,5})$/.exec(broker);
  if (match?.[1] === undefined) throw new Error(`"${broker}" is not host:port`);
  return { host: match[1], port: Number(match[2]) };
}

async function namesBroker(broker: string): Promise<void> {
  if ((await countBrokers(addressOf(broker), REACH_LIMIT_MS)) === 0) throw new Error('it names no broker');
}

/** All that can be said without credentials: a listener with TLS or SASL answers no plain request. */
function reachPort(broker: string): Promise<void> {
  const { host, port } = addressOf(broker);
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, timeout: REACH_LIMIT_MS }, () => {
      socket.destroy();
      resolve();
    });
    socket.on('timeout', () => socket.destroy(new Error(`no answer within ${REACH_LIMIT_MS} ms`)));
    socket.on('error', reject);
  });
}

function withoutPassword(uri: string): string {
  return uri.replace(/^([^:]+:\/\/[^:@/]*):[^@/]*@/, '$1:***@');
}
