import 'reflect-metadata';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Controller } from '@nestjs/common';
import { headerText } from '@newsflow/contracts';
import type { ReceivedRecord } from '@newsflow/kafka';
import { type Stack, startStack } from '@newsflow/stack';
import { Consume } from '../consume.ts';
import { Rig } from '../rig.ts';
import { killNestProcesses, type PlainOptions, runPlain } from './nest-process.ts';

let stack: Stack;
let rig: Rig;

beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.stop());
beforeEach(async () => {
  rig = await new Rig(stack.brokers).provision();
});
afterEach(async () => {
  killNestProcesses();
  await rig.close();
});

async function plainNest(options: Pick<PlainOptions, 'values' | 'handler' | 'options'>) {
  const topic = await rig.plainTopic();
  const nest = runPlain({ brokers: stack.brokers, topic, group: rig.namespace, ...options });
  /** What it logs of Kafka, as JSON behind a word or two. */
  const logged = (what: string) =>
    nest.lines
      .map(({ message }) => String(message))
      .filter((message) => message.includes(what))
      .map((message) => JSON.parse(message.slice(message.indexOf('{'))) as Record<string, unknown>);
  return {
    nest,
    logged,
    committedUpTo: (offset: number) => rig.committedUpTo(offset, `${rig.namespace}-server`, topic),
  };
}

describe('N3: an event that no handler is for', () => {
  it("is logged, committed and gone with Nest's transport", async () => {
    // By the type of the event, as an application does that has several in one topic.
    const { nest, committedUpTo } = await plainNest({
      values: ['a', 'b'],
      handler: `say('handled');`,
      options: `{ deserializer: { deserialize: ({ value }) => ({ pattern: 'article.deleted', data: value }) } }`,
    });
    await committedUpTo(2);
    expect(nest.words()).not.toContain('handled');
    const told = nest.lines.filter(({ message }) => String(message).includes('no matching event handler'));
    expect(told).toHaveLength(2);
  });

  it('of a topic without a handler stays where it is with ours: nobody reads it, nobody commits it', async () => {
    await rig.produce('a');
    await rig.start(Quotations);
    const producer = rig.client.producer();
    await producer.send(rig.names.topic('quotation'), [{ key: 'k', value: Buffer.from('q') }]);
    await producer.close();
    await rig.committedUpTo(1, rig.group, rig.names.topic('quotation'));
    expect(await rig.committed()).toBe(-1);
  });

  it('that comes to ours by a retry topic all the same is a dead letter that says so', async () => {
    await rig.start(Quotations);
    const producer = rig.client.producer();
    const origin = {
      nf_original_topic: rig.names.topic('article'),
      nf_original_partition: '0',
      nf_original_offset: '7',
    };
    const retry = rig.names.retry(rig.group, 10_000);
    await producer.send(retry, [{ key: 'k', value: Buffer.from('a'), headers: origin }]);
    await producer.close();
    await rig.committedUpTo(1, rig.group, retry);
    const [letter] = await rig.deadLetters();
    expect(letter?.value?.toString()).toBe('a');
    expect(headerText(letter?.headers, 'nf_error_code')).toBe('NOT_A_RETRY');
  });
});

@Controller()
class Quotations {
  @Consume('quotation', { mode: 'single' })
  store(): void {
    // Nothing to do.
  }
}

/** The first bytes of a gzip stream, and what is no UTF-8 whatever stands around it. */
const binary = Buffer.from([0x1f, 0x8b, 0xff, 0xfe, 1, 2]);

describe('N4: a binary value', () => {
  it("comes as another one out of Nest's transport", async () => {
    const { nest } = await plainNest({
      values: [binary],
      handler: `say('handled', { type: typeof data, hex: Buffer.from(data).toString('hex') });`,
    });
    await nest.said('handled');
    const handled = nest.lines.find(({ word }) => word === 'handled');
    expect(handled).toEqual({ word: 'handled', type: 'string', hex: '1fefbfbdefbfbdefbfbd0102' });
  });

  it('comes as it is out of ours', async () => {
    const seen: unknown[] = [];
    @Controller()
    class Binary {
      @Consume('article', { mode: 'single' })
      store({ value }: ReceivedRecord): void {
        seen.push(value);
      }
    }
    await rig.produce(binary);
    await rig.start(Binary);
    await rig.committedUpTo(1);
    expect(seen).toEqual([binary]);
  });
});

describe('N5: the error of a record', () => {
  it("is missing in what Nest's transport logs of the record", async () => {
    const failing = await plainNest({ values: ['a'], handler: `say('handled'); throw new Error('boom');` });
    await failing.nest.said('handled', 2);
    const [line] = failing.logged('Error when calling eachMessage');
    expect(line).toMatchObject({ offset: '0', error: { status: 'error', message: 'Internal server error' } });
    expect(JSON.stringify(line)).not.toContain('boom');
  });

  it('is {} there where it comes from before the handler', async () => {
    const failing = await plainNest({
      values: ['a'],
      handler: '',
      options: `{ deserializer: { deserialize: () => { say('read'); throw new Error('boom'); } } }`,
    });
    await failing.nest.said('read', 2);
    const [line] = failing.logged('Error when calling eachMessage');
    expect(line).toMatchObject({ offset: '0', error: {} });
    expect(line?.['error']).toEqual({});
  });

  it('stands on the dead letter of ours with code, message, stack and cause', async () => {
    @Controller()
    class Throwing {
      @Consume('article', { mode: 'single', retry: { kind: 'blocking', attempts: 1 } })
      store(): never {
        throw new RangeError('boom', { cause: new Error('the one behind it') });
      }
    }
    await rig.produce('a');
    await rig.start(Throwing);
    await rig.committedUpTo(1);
    const [letter] = await rig.deadLetters();
    const header = (name: string) => headerText(letter?.headers, name);
    expect([header('nf_original_offset'), header('nf_error_code'), header('nf_error_message')]).toEqual([
      '0',
      'RangeError',
      'boom',
    ]);
    expect(header('nf_error_stack')).toMatch(/RangeError: boom[^]*lost-events[^]*Caused by: Error: the one behind it/u);
  });
});
