import { expect, it } from '@jest/globals';
import { titleParts } from './title-parts.ts';

const isSite = (part: string): boolean => part.trim() === 'The Valley Post';
const textOf = (title: string, cut: string): string | undefined =>
  titleParts(title, isSite).find((part) => part.cut === cut)?.text;

it.each([
  ['Rain in May | Weather | The Valley Post', 'site', 'Rain in May | Weather'],
  ['Rain in May | Weather | The Valley Post', 'site+last', 'Rain in May'],
  ['The Valley Post - Rain in May', 'site', 'Rain in May'],
  ['Rain - and more rain - in May', 'noSite:last', 'Rain - and more rain'],
  ['The Valley Post Rain in May', 'leadingSite', 'Rain in May'],
  ['What to pack in May, May 3, 2024', 'date', 'What to pack in May'],
  ['What to pack for a wet May (with a list)', 'bracket', 'What to pack for a wet May'],
])('takes from %j (%s): %j', (title, cut, text) => {
  expect(textOf(title, cut)).toBe(text);
});

it('does not take a colon or a hyphen inside words for a border', () => {
  expect(titleParts('Rain: a well-known guest', isSite)).toEqual([{ text: 'Rain: a well-known guest', cut: 'whole' }]);
});

it('leaves a title of very many parts whole', () => {
  expect(titleParts(' | a'.repeat(50), isSite)).toHaveLength(1);
});
