import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { topicNames } from '@newsflow/contracts';
import {
  connectKafka,
  FatalError,
  type KafkaClient,
  provisionTopics,
  readTopic,
  runConsumer,
  UnavailableError,
} from '@newsflow/kafka';
import { type Stack, startStack } from '@newsflow/stack';
import { certificateAuthority, type CertificateAuthority } from '@newsflow/testing';
import { createLogger } from '../log/logger.ts';
import { kafkaSettings } from '../service/kafka-settings.ts';
import { killServices, runServiceProcess } from '../service/service-process.ts';
import { type Environment, readSettings } from './read-settings.ts';

const user = 'store';
const password = 'pa55word';
const wrongPassword = 'wr0ngword';

const folder = mkdtempSync(join(tmpdir(), 'newsflow-'));
function fileOf(name: string, content: string): string {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
}

let stack: Stack;
let authority: CertificateAuthority;
let stranger: CertificateAuthority;
let scramBroker: string;
let certificateBroker: string;
/** Everything that a client logs, at any level. */
let logged = '';

beforeAll(async () => {
  [authority, stranger] = await Promise.all([certificateAuthority('ours'), certificateAuthority('theirs')]);
  // Somebody else's broker has no listeners of ours.
  const env = { ...globalThis.process.env, NEWSFLOW_KAFKA_BROKERS: '' };
  const secured = { ...authority.issue('127.0.0.1'), clientAuthority: authority.certificate };
  stack = await startStack({ env, secured: { ...secured, passwords: { [user]: password } } });
  [scramBroker = '', certificateBroker = ''] = [...stack.scramBrokers, ...stack.certificateBrokers];
});
afterAll(() => stack.stop());
beforeEach(() => {
  logged = '';
});
afterEach(() => {
  killServices();
  for (const secret of [password, wrongPassword]) {
    expect(logged).not.toContain(secret);
    expect(logged).not.toContain(Buffer.from(secret).toString('base64'));
  }
});

const tls = (brokers: string, ca = authority): Record<string, string> => ({
  NEWSFLOW_KAFKA_BROKERS: brokers,
  NEWSFLOW_MONGODB_URI: 'mongodb://127.0.0.1:1',
  NEWSFLOW_KAFKA_TLS: 'true',
  NEWSFLOW_KAFKA_TLS_CA_FILE: fileOf(ca === authority ? 'ca.crt' : 'other-ca.crt', ca.certificate),
});
const scram = (mechanism = 'scram-sha-512', secret = password): Record<string, string> => ({
  NEWSFLOW_KAFKA_SASL_MECHANISM: mechanism,
  NEWSFLOW_KAFKA_USERNAME: user,
  NEWSFLOW_KAFKA_PASSWORD_FILE: fileOf(`password-${secret}`, `${secret}\n`),
});
function certificate(name: string, issuer: CertificateAuthority): Record<string, string> {
  const { certificate: pem, key } = issuer.issue(user);
  return {
    NEWSFLOW_KAFKA_TLS_CERT_FILE: fileOf(`${name}.crt`, pem),
    NEWSFLOW_KAFKA_TLS_KEY_FILE: fileOf(`${name}.key`, key),
  };
}

/** As a service makes it of its environment. */
function clientOf(environment: Environment): KafkaClient {
  const destination = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      logged += chunk.toString();
      done();
    },
  });
  const logger = createLogger({ service: 'store', level: 'trace', destination });
  return connectKafka(kafkaSettings(readSettings('store', environment), 'store', logger));
}

/** A consumer with transactions, so that each kind of connection is made. */
async function roundTrip(client: KafkaClient, namespace: string): Promise<string[]> {
  const names = topicNames(namespace);
  await provisionTopics(client, { namespace, partitions: 1, replicationFactor: 1, groups: ['parser'] });
  const producer = client.producer();
  await producer.send(names.topic('article'), [{ key: 'k', value: Buffer.from('a') }]);
  await producer.close();
  const consumer = runConsumer({
    client,
    names,
    group: names.group('parser'),
    delivery: 'exactly-once',
    // A broker that has just started refuses the first transaction.
    pauseBackOff: { initialMs: 20, maxMs: 50 },
    subscriptions: [
      {
        topic: 'article',
        mode: 'single',
        handler: () =>
          Promise.resolve({
            outputs: [{ topic: 'quotation' as const, record: { key: 'k', value: Buffer.from('a'), headers: {} } }],
          }),
      },
    ],
  });
  const values: string[] = [];
  const read = async (): Promise<void> => {
    while (values.length === 0) {
      for await (const { value } of readTopic(client, { topic: names.topic('quotation'), from: 'earliest' }))
        values.push(String(value));
    }
  };
  await Promise.race([read(), consumer.failed]);
  await consumer.stop();
  return values;
}

/** A service in a process of its own that says when it has reached Kafka. */
const process = (environment: Record<string, string>) =>
  runServiceProcess(
    `
    const reach = async () => {
      const [{ connectKafka }, { kafkaSettings }] = [await import('@newsflow/kafka'), await import('@newsflow/runtime')];
      await connectKafka(kafkaSettings(context.settings, 'store', context.logger)).whenReachable();
      say('reached');
    };
    return { module, start: () => context.keepTrying('Kafka', reach) };`,
    environment,
  );

const refusal = (environment: Environment, giveUpAfterMs = 30_000): Promise<unknown> =>
  clientOf(environment)
    .whenReachable({ giveUpAfterMs })
    .then(
      () => 'reached',
      (error: unknown) => error,
    );

describe('a service, by its settings,', () => {
  it.each(['scram-sha-256', 'scram-sha-512'])('logs in with %s over TLS', async (mechanism) => {
    expect(await roundTrip(clientOf({ ...tls(scramBroker), ...scram(mechanism) }), mechanism)).toEqual(['a']);
  });

  it('shows its own certificate where Kafka asks for one', async () => {
    const environment = { ...tls(certificateBroker), ...certificate('own', authority) };
    expect(await roundTrip(clientOf(environment), 'certificate')).toEqual(['a']);
  });
});

describe('a service ends, and says what to change,', () => {
  const noCa = { NEWSFLOW_KAFKA_TLS_CA_FILE: '' };
  const plain = { ...noCa, NEWSFLOW_KAFKA_TLS: '' };
  const cases: [string, () => Environment, code: string, says: RegExp][] = [
    [
      'after a wrong password',
      () => ({ ...tls(scramBroker), ...scram('scram-sha-512', wrongPassword) }),
      'KAFKA_REFUSED',
      /invalid credentials .*NEWSFLOW_KAFKA_PASSWORD_FILE/u,
    ],
    [
      'with a mechanism that Kafka does not take',
      () => ({ ...tls(scramBroker), ...scram('plain') }),
      'KAFKA_REFUSED',
      /NEWSFLOW_KAFKA_SASL_MECHANISM has to be/u,
    ],
    [
      'with a login where Kafka takes none',
      () => ({ ...tls(stack.brokers[0] ?? ''), ...plain, ...scram() }),
      'KAFKA_REFUSED',
      /leave NEWSFLOW_KAFKA_SASL_MECHANISM out/u,
    ],
    [
      'where another authority is named',
      () => ({ ...tls(scramBroker, stranger), ...scram() }),
      'KAFKA_UNTRUSTED',
      /unable to verify .*NEWSFLOW_KAFKA_TLS_CA_FILE has to name/u,
    ],
    [
      'where no authority is named and it is none that Node knows',
      () => ({ ...tls(scramBroker), ...noCa, ...scram() }),
      'KAFKA_UNTRUSTED',
      /NEWSFLOW_KAFKA_TLS_CA_FILE has to name/u,
    ],
    [
      "where Kafka's certificate is for another name",
      () => ({ ...tls(scramBroker.replace('127.0.0.1', 'localhost')), ...scram() }),
      'KAFKA_UNTRUSTED',
      /Host: localhost.*NEWSFLOW_KAFKA_BROKERS/u,
    ],
    [
      'without TLS where Kafka speaks it',
      () => ({ ...tls(scramBroker), ...plain }),
      'KAFKA_MISCONFIGURED',
      /NEWSFLOW_KAFKA_TLS has to be true/u,
    ],
    [
      'without the certificate that Kafka asks for',
      () => tls(certificateBroker),
      'KAFKA_REFUSED',
      /alert bad certificate: .*NEWSFLOW_KAFKA_TLS_CERT_FILE/u,
    ],
    [
      "with a certificate that is not of Kafka's authority",
      () => ({ ...tls(certificateBroker), ...certificate('other', stranger) }),
      'KAFKA_REFUSED',
      /alert certificate unknown: .*NEWSFLOW_KAFKA_TLS_CERT_FILE/u,
    ],
  ];

  it.each(cases)('%s', async (_when, environment, code, says) => {
    const error = await refusal(environment());
    expect(error).toBeInstanceOf(FatalError);
    expect(error).toMatchObject({ code, message: expect.stringMatching(says) });
    expect(error).toMatchObject({ message: expect.stringMatching(/^[^\n]*; trying again does not help$/u) });
  });

  it('its process too, with one line and without the password', async () => {
    const { lines, stderr, exit } = process({ ...tls(scramBroker), ...scram('scram-sha-512', wrongPassword) });
    expect(await exit).toBe(1);
    logged = JSON.stringify([lines, stderr]);
    expect(stderr).toEqual([]);
    expect(lines.filter(({ level }) => level === 'fatal')).toEqual([
      expect.objectContaining({ code: 'KAFKA_REFUSED', msg: expect.stringContaining('NEWSFLOW_KAFKA_PASSWORD_FILE') }),
    ]);
  });

  it('not with the right one', async () => {
    const service = process({ ...tls(scramBroker), ...scram() });
    await service.said('reached');
  });
});

describe('a service goes on trying, and says what it may be,', () => {
  it.each([
    ['without the login that Kafka asks for', () => tls(scramBroker), /a login, NEWSFLOW_KAFKA_SASL_MECHANISM/u],
    ['with TLS where Kafka speaks none', () => tls(stack.brokers[0] ?? ''), /NEWSFLOW_KAFKA_TLS is true/u],
  ])('%s', async (_when, environment, says) => {
    const error = await refusal(environment(), 2_000);
    expect(error).toBeInstanceOf(UnavailableError);
    expect(error).toMatchObject({ code: 'KAFKA_UNREACHABLE' });
    expect(`${logged} ${(error as Error).message}`).toMatch(says);
  });
});
