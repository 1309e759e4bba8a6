import 'reflect-metadata';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Controller } from '@nestjs/common';
import { headerText } from '@newsflow/contracts';
import type { ReceivedRecord } from '@newsflow/kafka';
import { type Stack, startStack } from '@newsflow/stack';
import { EMPTY, type Observable } from 'rxjs';
import { Consume } from '../consume.ts';
import { Rig, text } from '../rig.ts';
import { killNestProcesses, runPlain } from './nest-process.ts';

let stack: Stack;
let rig: Rig;
const seen: string[] = [];

beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.stop());
beforeEach(async () => {
  seen.length = 0;
  rig = await new Rig(stack.brokers).provision();
});
afterEach(async () => {
  killNestProcesses();
  await rig.close();
});

/** What kafkajs gives a record before it starts the consumer again: the first try and five more. */
const triesPerStart = 6;

/** Beyond two new starts: nothing bounds it. */
async function plainTriesForEver(badEnding: string): Promise<void> {
  const topic = await rig.plainTopic();
  const group = 'plain';
  const nest = runPlain({
    brokers: stack.brokers,
    topic,
    group: rig.namespace + group,
    values: ['bad', 'good'],
    handler: `say(data); if (data === 'bad') ${badEnding};`,
  });
  await nest.said('bad', 2 * triesPerStart + 1);
  expect(nest.words()).not.toContain('good');
  expect(await rig.committed(`${rig.namespace}${group}-server`, topic)).toBe(-1);
}

describe('N1: a handler that throws', () => {
  it("is called for ever by Nest's transport, and nothing behind it is handled", async () => {
    await plainTriesForEver(`throw new Error('boom')`);
  });

  it('is called a bounded number of times by ours, then the record is a dead letter and the next one is handled', async () => {
    @Controller()
    class Throwing {
      @Consume('article', { mode: 'single' })
      store(record: ReceivedRecord): void {
        seen.push(text(record));
        if (text(record) === 'bad') throw new Error('boom');
      }
    }
    await rig.produce('bad', 'good');
    await rig.start(Throwing, {
      retry: { kind: 'blocking', attempts: 3, backOff: { initialMs: 5, maxMs: 5 } },
    });
    await rig.committedUpTo(2);
    expect(seen).toEqual(['bad', 'bad', 'bad', 'good']);
    const letters = await rig.deadLetters();
    expect(letters.map((letter) => [text(letter), headerText(letter.headers, 'nf_error_message')])).toEqual([
      ['bad', 'boom'],
    ]);
  });
});

describe('N2: a handler that returns an observable without a value', () => {
  it("has failed in the eyes of Nest's transport, for ever", async () => {
    await plainTriesForEver('return EMPTY');
  });

  it('is done with its record in the eyes of ours', async () => {
    @Controller()
    class Silent {
      @Consume('article', { mode: 'single' })
      store(record: ReceivedRecord): Observable<never> {
        seen.push(text(record));
        return EMPTY;
      }
    }
    await rig.produce('bad', 'good');
    await rig.start(Silent);
    await rig.committedUpTo(2);
    expect(seen).toEqual(['bad', 'good']);
    expect(await rig.deadLetters()).toEqual([]);
  });
});
