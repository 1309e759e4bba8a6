import { type ChildProcess, spawn } from 'node:child_process';

interface Common {
  readonly brokers: readonly string[];
  /** JavaScript: body of the handler, with `data` and `context`; may use `say`, `wait`, `EMPTY` and `FatalError`. */
  readonly handler: string;
}

export interface PlainOptions extends Common {
  readonly topic: string;
  readonly group: string;
  /** Sent to the topic first, by the process itself. */
  readonly values?: readonly (string | Buffer)[];
  /** JavaScript: further options of the transport. */
  readonly options?: string;
}

export interface OurOptions extends Common {
  readonly namespace: string;
  readonly drainTimeoutMs?: number;
}

const json = JSON.stringify;

const application = (handler: string) => `
  import 'reflect-metadata';
  import { setTimeout as wait } from 'node:timers/promises';
  import { Controller, Module } from '@nestjs/common';
  import { NestFactory } from '@nestjs/core';
  import { EventPattern, Transport } from '@nestjs/microservices';
  import { EMPTY } from 'rxjs';
  const say = (word, more = {}) => void process.stdout.write(JSON.stringify({ word, ...more }) + '\\n');
  class Handlers {
    handle(data, context) { ${handler} }
    onModuleDestroy() { say('onModuleDestroy'); }
  }
  const handles = (decorate) =>
    decorate(Handlers.prototype, 'handle', Object.getOwnPropertyDescriptor(Handlers.prototype, 'handle'));
  Controller()(Handlers);
  class App {}
  Module({ controllers: [Handlers] })(App);
`;

/** What one finds in Nest's documentation, with short waits. */
const plain = ({ brokers, topic, group, values = [], handler, options = '{}' }: PlainOptions) => `
  ${application(handler)}
  import kafkajs from 'kafkajs';
  const topic = ${json(topic)};
  const client = { brokers: ${json(brokers)}, retry: { initialRetryTime: 20, maxRetryTime: 20, retries: 5 } };
  const producer = new kafkajs.Kafka({ ...client, logLevel: kafkajs.logLevel.NOTHING }).producer();
  await producer.connect();
  const values = ${json(values.map((value) => Buffer.from(value).toString('base64')))};
  const messages = values.map((value) => ({ key: 'k', value: Buffer.from(value, 'base64') }));
  if (messages.length > 0) await producer.send({ topic, messages });
  await producer.disconnect();
  handles(EventPattern(topic));
  const log = (level) => [level, (message) => say('logged', { level, message: String(message) })];
  const app = await NestFactory.createMicroservice(App, {
    logger: Object.fromEntries(['fatal', 'error', 'warn', 'log', 'debug', 'verbose'].map(log)),
    transport: Transport.KAFKA,
    options: {
      client,
      consumer: { groupId: ${json(group)}, maxWaitTimeInMs: 100 },
      subscribe: { fromBeginning: true },
      ...${options},
    },
  });
  app.status.subscribe((status) => say(status));
  app.enableShutdownHooks();
  await app.listen();
  say('listening');
`;

/** The order at SIGTERM is that of libs/runtime (start-service.ts): first the transport, then the application. */
const ours = ({ brokers, namespace, handler, drainTimeoutMs = 25_000 }: OurOptions) => `
  ${application(handler)}
  import { topicNames } from '@newsflow/contracts';
  import { connectKafka, FatalError } from '@newsflow/kafka';
  import { Consume, KafkaTransport } from '@newsflow/messaging';
  handles(Consume('article', { mode: 'single' }));
  const client = connectKafka({ brokers: ${json(brokers)}, clientId: 'ours' });
  const names = topicNames(${json(namespace)});
  const strategy = new KafkaTransport({ client, names, service: 'store', drainTimeoutMs: ${drainTimeoutMs} });
  const app = await NestFactory.createMicroservice(App, { strategy, logger: false });
  // Something else that keeps a process alive, as its HTTP server does.
  setInterval(() => undefined, 1_000);
  process.once('SIGTERM', async () => {
    say('stopping');
    const { complete } = await strategy.close();
    await app.close();
    process.exit(complete ? 0 : 1);
  });
  await app.listen();
  say('listening');
`;

interface Line {
  readonly word: string;
  readonly [more: string]: unknown;
}

export interface NestProcess {
  readonly child: ChildProcess;
  readonly lines: Line[];
  words(): string[];
  /** What stands on standard error. */
  errors(): string;
  /** Resolves once it has said the word so often. */
  said(word: string, times?: number): Promise<void>;
  readonly exit: Promise<number | null>;
}

const limitMs = 40_000;
const children: ChildProcess[] = [];

export function killNestProcesses(): void {
  for (const child of children.splice(0)) child.kill('SIGKILL');
}

/** Nest with its own Kafka transport, and kafkajs as it is: in a process that has imported libs/kafka it is amended. */
export const runPlain = (options: PlainOptions): NestProcess => run(plain(options));
/** Nest with our transport, as built. */
export const runOurs = (options: OurOptions): NestProcess => run(ours(options));

function run(programme: string): NestProcess {
  // kafkajs has other waits in a test.
  const env = { ...process.env, NODE_ENV: '' };
  const child = spawn(process.execPath, ['--input-type=module', '-e', programme], { env });
  children.push(child);
  const lines: Line[] = [];
  const errors: string[] = [];
  const waiting = new Set<() => void>();
  let rest = '';
  child.stdout.on('data', (chunk: Buffer) => {
    const parts = (rest + chunk.toString()).split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts.map((line) => JSON.parse(line) as Line));
    for (const look of waiting) look();
  });
  child.stderr.on('data', (chunk: Buffer) => errors.push(chunk.toString()));
  const exit = new Promise<number | null>((resolve) => child.once('close', resolve));
  const words = () => lines.map(({ word }) => word);
  const said = (wanted: string, times = 1) =>
    new Promise<void>((resolve, reject) => {
      const giveUp = (why: string) => {
        reject(new Error(`${why} without "${wanted}": ${json(lines)} ${errors.join('')}`));
      };
      const limit = setTimeout(giveUp, limitMs, `${limitMs} ms`);
      const look = () => {
        if (words().filter((word) => word === wanted).length < times) return;
        clearTimeout(limit);
        resolve();
      };
      waiting.add(look);
      look();
      void exit.then(() => {
        clearTimeout(limit);
        giveUp('ended');
      });
    });
  return { child, lines, words, errors: () => errors.join(''), said, exit };
}
