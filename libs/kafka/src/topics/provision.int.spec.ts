import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { failureHeaderBytes, retryDelaysMs, topics } from '@newsflow/contracts';
import { type Stack, startStack } from '@newsflow/stack';
import { Rig, until } from '../rig.ts';
import { provisionTopics } from './provision.ts';

let stack: Stack;

beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.stop());

const optionsOf = ({ namespace }: Rig) => ({
  namespace,
  partitions: 2,
  replicationFactor: 1,
  groups: ['parser', 'store'],
});

/** A broker acknowledges a change a moment before it shows it. */
async function configWith({ client }: Rig, topic: string, name: string, value: string): Promise<unknown> {
  let config: Readonly<Record<string, string>> = {};
  await until(`${name} is ${value}`, async () => {
    config = (await client.admin().topicConfigs([topic])).get(topic) ?? {};
    return config[name] === value;
  });
  return config;
}

describe('provisioning', () => {
  it('creates every topic of the catalogue, and retry and dead-letter topics for each group, with their settings', async () => {
    const rig = new Rig(stack.brokers);
    const { created } = await provisionTopics(rig.client, optionsOf(rig));
    const deadLetters = rig.names.deadLetter(rig.names.group('parser'));
    const pages = rig.names.topic('raw-page');
    const health = rig.names.topic('source-health');
    expect(created).toHaveLength(Object.keys(topics).length + 2 * (retryDelaysMs.length + 1));
    const configs = await rig.client.admin().topicConfigs([pages, health, deadLetters]);
    expect(configs.get(pages)).toMatchObject({
      'max.message.bytes': String(topics['raw-page'].maxMessageBytes),
      'retention.ms': '604800000',
    });
    expect(configs.get(health)).toMatchObject({ 'cleanup.policy': 'compact' });
    expect(Number(configs.get(deadLetters)?.['max.message.bytes'])).toBe(
      topics['raw-page'].maxMessageBytes + failureHeaderBytes,
    );
    expect(await rig.client.admin().topicOffsets(pages)).toHaveLength(2);
  });

  it('changes nothing the second time, not even for another number of partitions', async () => {
    const rig = new Rig(stack.brokers);
    await provisionTopics(rig.client, optionsOf(rig));
    const again = await provisionTopics(rig.client, { ...optionsOf(rig), partitions: 5 });
    expect([again.created, again.raised, again.recoded]).toEqual([[], [], []]);
    expect(await rig.client.admin().topicOffsets(rig.names.topic('raw-page'))).toHaveLength(2);
  });

  it('can be done by two at the same time', async () => {
    const rig = new Rig(stack.brokers);
    await Promise.all([provisionTopics(rig.client, optionsOf(rig)), provisionTopics(rig.client, optionsOf(rig))]);
    expect(await rig.client.admin().topicOffsets(rig.names.topic('raw-page'))).toHaveLength(2);
  });

  it('raises a size limit that is too low and keeps what an operator has set otherwise', async () => {
    const rig = new Rig(stack.brokers);
    const topic = rig.names.topic('article');
    const admin = rig.client.admin();
    await admin.createTopics([
      { topic, partitions: 1, replicationFactor: 1, config: { 'retention.ms': '12345', 'max.message.bytes': '1000' } },
    ]);
    const { raised } = await provisionTopics(rig.client, optionsOf(rig));
    expect(raised).toEqual([topic]);
    const limit = String(topics.article.maxMessageBytes);
    const config = await configWith(rig, topic, 'max.message.bytes', limit);
    expect(config).toMatchObject({ 'retention.ms': '12345' });
  });

  it('lets no broker compress in a way that our client cannot read', async () => {
    const rig = new Rig(stack.brokers);
    const [foreign, known] = [rig.names.topic('article'), rig.names.topic('quotation')];
    const admin = rig.client.admin();
    const topic = { partitions: 1, replicationFactor: 1 };
    await admin.createTopics([
      { ...topic, topic: foreign, config: { 'compression.type': 'snappy', 'max.message.bytes': '9000000' } },
      { ...topic, topic: known, config: { 'compression.type': 'gzip', 'max.message.bytes': '9000000' } },
    ]);
    const { raised, recoded } = await provisionTopics(rig.client, optionsOf(rig));
    expect([raised, recoded]).toEqual([[], [foreign]]);
    const config = await configWith(rig, foreign, 'compression.type', 'producer');
    expect(config).toMatchObject({ 'max.message.bytes': '9000000' });
    expect((await admin.topicConfigs([known])).get(known)).toMatchObject({ 'compression.type': 'gzip' });
  });

  it('says what is wrong when the cluster cannot do it', async () => {
    const rig = new Rig(stack.brokers);
    await expect(provisionTopics(rig.client, { ...optionsOf(rig), replicationFactor: 3 })).rejects.toMatchObject({
      code: 'KAFKA_MISCONFIGURED',
      message: expect.stringMatching(/Create topic t.*\.v1: .*replication-factor/i) as unknown,
    });
  });
});
