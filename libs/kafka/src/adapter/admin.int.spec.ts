import { expect, it } from '@jest/globals';
import { startStack } from '@newsflow/stack';
import { connectKafka } from '../connect.ts';

it('knows what a group has committed on a broker that has never been asked for one', async () => {
  const stack = await startStack();
  try {
    const kafka = connectKafka({ brokers: stack.brokers, clientId: 'first' });
    const groups = Array.from({ length: 10 }, (_, index) => `group-${index}`);
    const committed = await Promise.all(groups.map((group) => kafka.admin().committedOffsets(group)));
    expect(committed).toEqual(groups.map(() => []));
  } finally {
    await stack.stop();
  }
});
