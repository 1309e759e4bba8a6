import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  accessOf,
  type AccessRule,
  retryDelaysMs,
  type Service,
  services,
  topicNames,
  topics,
} from '@newsflow/contracts';
import { type Stack, startStack } from '@newsflow/stack';
import kafkajs, { type AclEntry, type Admin } from 'kafkajs';
import type { KafkaClient } from './client.ts';
import { connectKafka } from './connect.ts';
import { runConsumer } from './consume/run-consumer.ts';
import type { RunningConsumer } from './consume/options.ts';
import { PoisonError } from './errors.ts';
import { readAll } from './read/read-topic.ts';
import { aRecord, recordingTelemetry, until } from './rig.ts';
import { noTelemetry } from './telemetry.ts';
import { provisionTopics } from './topics/provision.ts';

const refusal = /not authori[sz]ed|authorization failed|find group coordinator/i;
const password = 'only-here';
const { AclOperationTypes, AclPermissionTypes, AclResourceTypes, ResourcePatternTypes } = kafkajs;

let stack: Stack;
/** May do everything. */
let root: KafkaClient;
let admin: Admin;

beforeAll(async () => {
  // Somebody else's broker has no logins of ours.
  const env = { ...process.env, NEWSFLOW_KAFKA_BROKERS: '' };
  stack = await startStack({ env, logins: Object.fromEntries(services.map((service) => [service, password])) });
  root = connectKafka({ brokers: stack.brokers, clientId: 'root' });
  admin = new kafkajs.Kafka({ brokers: stack.brokers, logLevel: kafkajs.logLevel.NOTHING }).admin();
  await admin.connect();
});
afterAll(async () => {
  await admin.disconnect();
  await stack.stop();
});

const resourceTypes = {
  topic: AclResourceTypes.TOPIC,
  group: AclResourceTypes.GROUP,
  transactionalId: AclResourceTypes.TRANSACTIONAL_ID,
};
const patterns = { literal: ResourcePatternTypes.LITERAL, prefix: ResourcePatternTypes.PREFIXED };

const entry = (service: Service, { resource, name, pattern, operation }: AccessRule): AclEntry => ({
  resourceType: resourceTypes[resource],
  resourceName: name,
  resourcePatternType: patterns[pattern],
  principal: `User:${service}`,
  host: '*',
  operation: { Read: AclOperationTypes.READ, Write: AclOperationTypes.WRITE, Describe: AclOperationTypes.DESCRIBE }[
    operation
  ],
  permissionType: AclPermissionTypes.ALLOW,
});

/** The broker takes note of a change a moment after it was made. */
async function granted(filter: AclEntry, expected: number): Promise<void> {
  await until('the broker knows the access list', async () => {
    const { resources } = await admin.describeAcls(filter);
    return resources.flatMap(({ acls }) => acls).length === expected;
  });
}
async function grant(service: Service, rules: readonly AccessRule[]): Promise<void> {
  await admin.createAcls({ acl: rules.map((rule) => entry(service, rule)) });
  for (const rule of rules) await granted(entry(service, rule), 1);
}
async function revoke(service: Service, rule: AccessRule): Promise<void> {
  await admin.deleteAcls({ filters: [entry(service, rule)] });
  await granted(entry(service, rule), 0);
}

const clientOf = (service: Service): KafkaClient =>
  connectKafka({
    brokers: stack.loginBrokers,
    clientId: service,
    sasl: { mechanism: 'plain', username: service, password },
  });
const read = (service: Service) => Object.values(topics).filter(({ readers }) => readers.includes(service));

async function send(client: KafkaClient, topic: string): Promise<void> {
  const producer = client.producer();
  await producer.send(topic, [aRecord('x')]).finally(() => producer.close());
}

/** Each service in a namespace of its own: what the others write is not in its way. */
const namesOf = (service: Service) => topicNames(`only-${service}`);

function consume(service: Service, telemetry = noTelemetry): RunningConsumer {
  return runConsumer({
    client: clientOf(service),
    names: namesOf(service),
    group: namesOf(service).group(service),
    lagIntervalMs: 50,
    telemetry,
    delivery: service === 'parser' ? 'exactly-once' : 'at-least-once',
    subscriptions: read(service).map(({ id }) => ({
      topic: id,
      mode: 'single' as const,
      handler: () => Promise.reject(new PoisonError('UNREADABLE', 'for the dead letters')),
    })),
  });
}

const rulesOf = (service: Service) => accessOf(service, `only-${service}`);
const sentence = ({ resource, name, operation }: AccessRule) => `${operation} ${resource} ${name}`;

describe.each(services)('the access of the %s', (service) => {
  const names = namesOf(service);
  beforeAll(async () => {
    const namespace = `only-${service}`;
    await provisionTopics(root, { namespace, partitions: 1, replicationFactor: 1, groups: [service] });
    await grant(service, rulesOf(service));
  });

  it('is enough to consume, to write, to put away dead letters and to measure the lag', async () => {
    const { telemetry, told } = recordingTelemetry();
    const client = clientOf(service);
    for (const { id } of read(service)) await send(root, names.topic(id));
    for (const { resource, operation, name } of rulesOf(service))
      if (resource === 'topic' && operation === 'Write') await send(client, name);
    const consumer = consume(service, telemetry);
    try {
      await Promise.race([
        consumer.failed,
        until('everything is consumed', async () => {
          const committed = await root.admin().committedOffsets(names.group(service));
          return committed.length === read(service).length + retryDelaysMs.length;
        }),
      ]);
      await until('the lag is measured', () => told.lag.length > 0);
    } finally {
      await consumer.stop();
    }
    const records = await readAll(root, names.deadLetter(names.group(service)));
    // One of each topic, what was sent to the retry topics (nobody knows whence), and what was sent here.
    expect(records).toHaveLength(read(service).length + retryDelaysMs.length + 1);
  });

  it.each(rulesOf(service).map((rule) => [sentence(rule), rule] as const))('needs: %s', async (_sentence, rule) => {
    await revoke(service, rule);
    try {
      if (rule.resource === 'transactionalId') {
        const id = names.transactionalId(names.group(service), names.topic('raw-page'), 0);
        await expect(clientOf(service).transactionalProducer(id)).rejects.toThrow(refusal);
        return;
      }
      if (rule.operation === 'Write') {
        await expect(send(clientOf(service), rule.name)).rejects.toThrow(refusal);
        return;
      }
      const consumer = consume(service);
      await expect(consumer.failed).rejects.toThrow(refusal);
      await consumer.stop();
    } finally {
      await grant(service, [rule]);
    }
  });
});
