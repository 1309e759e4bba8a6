import { expect, it } from '@jest/globals';
import { Candidates } from './candidates.ts';
import { rank } from './rank.ts';

const two = (): Candidates<string> => {
  const candidates = new Candidates<string>();
  candidates.add('a', { value: 'A', source: 'json-ld' }, 'ld', ['ld']);
  candidates.add('b', { value: 'B', source: 'h1' }, 'h1', ['h1']);
  return candidates;
};

it('orders candidates by the sum of their weights and shares the probability among them', () => {
  const ranked = rank(two().all, { h1: 1 });
  expect(ranked.map(({ key }) => key)).toEqual(['b', 'a']);
  expect(ranked[0]?.probability).toBeCloseTo(Math.E / (Math.E + 1));
});

it('leaves equal candidates in the order of their sources, and knows nothing of names without a weight', () => {
  expect(rank(two().all, { toString: 5 }).map(({ key }) => key)).toEqual(['a', 'b']);
  expect(rank([], { h1: 1 })).toEqual([]);
});

it('makes one candidate of the forms of one value', () => {
  const candidates = two();
  candidates.add('a', { value: 'a', source: 'html' }, 'title', ['title']);
  expect(candidates.all).toHaveLength(2);
  expect(candidates.all[0]?.readings.map(({ source }) => source)).toEqual(['json-ld', 'html']);
  expect([...(candidates.all[0]?.origins ?? [])]).toEqual(['ld', 'title']);
});
