import { describe, expect, it } from '@jest/globals';
import type { HandlerResult } from '@newsflow/kafka';
import { of } from 'rxjs';
import { handlerResult } from './handler-result.ts';

const output = { topic: 'article', record: { key: 'k', value: Buffer.from('v'), headers: {} } } as const;
const result: HandlerResult = { outputs: [output], failures: [] };
const nothing: HandlerResult = { outputs: [], failures: [] };

describe('what a handler gives', () => {
  it.each<[string, unknown, HandlerResult]>([
    ['a result', result, result],
    ['a promise of one', Promise.resolve({ outputs: [output] }), result],
    ['a stream of them', of({ outputs: [output] }, {}, undefined), result],
    ['nothing', undefined, nothing],
    ['an absent list', { outputs: undefined }, nothing],
  ])('may be %s', async (_, given, expected) => {
    expect(await handlerResult('article', given)).toEqual(expected);
  });

  it.each<[string, unknown]>([
    ['an array', [output]],
    ['an array of results', [result]],
    ['an empty array', []],
    ['a set of outputs', new Set([output])],
    ['an object with other keys', { output: [output] }],
    ['an object with other keys besides', { outputs: [], failed: [] }],
    ['a list that is none', { outputs: output }],
    ['a number', 5],
    ['a stream with one that is none', of(result, [output])],
  ])('ends the consumer where it is %s, rather than be lost', async (_, given) => {
    await expect(handlerResult('article', given)).rejects.toMatchObject({ code: 'BAD_HANDLER_RESULT' });
  });
});
