import { describe, expect, it } from '@jest/globals';
import { afterByWord, looksLikeName, namesIn } from './person-names.ts';

describe('namesIn', () => {
  it.each([
    ['By Jane Roe', ['Jane Roe']],
    ['ByJane Roe', ['Jane Roe']],
    ['Von Änne Köster und Jörg Müßig', ['Änne Köster', 'Jörg Müßig']],
    ['Jane Roe, Staff Writer', ['Jane Roe']],
    ['Roe, Jane', ['Jane Roe']],
    ['Jane Roe | 7 March 2024', ['Jane Roe']],
    ['Jane Roe Associated Press', ['Jane Roe', 'Associated Press']],
    ['The Associated Press', ['The Associated Press']],
    ['Jane Roe (jane@roe.example)', ['Jane Roe']],
    ['Jane Roe RN, BSN', ['Jane Roe']],
    ['Jane Roe, Deputy Managing Editor', ['Jane Roe']],
    ['Jane Roe Senior Reporter', ['Jane Roe']],
    ['Paper Staff', ['Paper Staff']],
    ['Jane Roe on Friday', ['Jane Roe']],
    ['Jane Roe am 7. März 2024', ['Jane Roe']],
    ['Jane RoeFollow', ['Jane Roe']],
    ['Ein Interview von Jane Roe mit Ann Lindqvist', ['Jane Roe']],
    ['作者：山田太郎', ['山田太郎']],
    ['admin', []],
    ['https://social.example/janeroe', []],
    ['', []],
  ])('reads %j as %j', (text, names) => {
    expect(namesIn(text)).toEqual(names);
  });

  it('takes the name after a by-word inside a line', () => {
    expect(namesIn(afterByWord('Published March 7, 2024 by Jane Roe') ?? '')).toEqual(['Jane Roe']);
  });

  it.each(['Medically reviewed by Jane Roe', 'Photo by Jane Roe', 'Rosa von Thal', 'It was caused by heavy rain'])(
    'sees no by-word for an author in %j',
    (text) => {
      expect(afterByWord(text)).toBeNull();
    },
  );
});

it.each([
  ['Salem al-Muslet', true],
  ['Ludwig van Beethoven', true],
  ['Read more', false],
  ['Latest posts from 2024', false],
  ['山田 太郎', true],
])('%s looks like a name as printed by-lines write it: %s', (text, expected) => {
  expect(looksLikeName(text)).toBe(expected);
});
