import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type Stack, startStack } from '@newsflow/stack';
import { connectKafka } from '../connect.ts';
import { fine, Rig } from '../rig.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.stop());

it('knows what a group has committed on a broker that has never been asked for one', async () => {
  const kafka = connectKafka({ brokers: stack.brokers, clientId: 'first' });
  const groups = Array.from({ length: 10 }, (_, index) => `group-${index}`);
  const committed = await Promise.all(groups.map((group) => kafka.admin().committedOffsets(group)));
  expect(committed).toEqual(groups.map(() => []));
});

it('sets the offsets of a group that nobody is in, each with a note of up to 4,096 bytes', async () => {
  const rig = await new Rig(stack.brokers).provision(2);
  const topic = rig.names.topic('article');
  const admin = rig.client.admin();
  const offsets = [
    { partition: 0, offset: '7', metadata: 'x'.repeat(4096) },
    { partition: 1, offset: '9', metadata: '' },
  ];
  await admin.setOffsets('alone', topic, offsets);
  expect(await admin.committedOffsets('alone')).toEqual(offsets.map((offset) => ({ topic, ...offset })));
  await admin.setOffsets('alone', topic, [{ partition: 0, offset: '5', metadata: 'y' }]);
  expect(await admin.committedOffsets('alone')).toContainEqual({ topic, partition: 0, offset: '5', metadata: 'y' });
  await rig.close();
});

it('leaves the offsets of a group with a member to its member', async () => {
  const rig = await new Rig(stack.brokers).provision();
  await rig.consume({ topic: 'article', mode: 'batch', handler: () => fine }).joined;
  const set = rig.client
    .admin()
    .setOffsets(rig.group, rig.names.topic('article'), [{ partition: 0, offset: '0', metadata: '' }]);
  await expect(set).rejects.toThrow(/Set offsets of group/u);
  await rig.close();
});
