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
    ['Von Jane Roe und dpa', ['Jane Roe', 'dpa']],
    ['Par Jane Roe avec AFP', ['Jane Roe', 'AFP']],
    ['By Jane Roe, senior correspondent, and Ann Lindqvist', ['Jane Roe', 'Ann Lindqvist']],
    ['By Jane Roe, head of sports', ['Jane Roe']],
    ['By Jane Roe and Ann Lindqvist in Brussels', ['Jane Roe', 'Ann Lindqvist']],
    ['Sophie in ’t Veld', ['Sophie in ’t Veld']],
    ['EFE | Quito', ['EFE']],
    ['作者：山田太郎', ['山田太郎']],
    ['记者：张三 李四', ['张三', '李四']],
    ['山田 太郎', ['山田 太郎']],
    ['【山田太郎、鈴木花子】', ['山田太郎', '鈴木花子']],
    ['【速報】山田太郎', ['山田太郎']],
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
