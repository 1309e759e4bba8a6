import { describe, expect, it } from '@jest/globals';
import { findQuotations } from './find-quotations.ts';

/** `type | text | speaker` of each quotation in a text of one paragraph a line. */
function read(language: string, text: string): string[] {
  let start = 0;
  const paragraphs = text.split('\n').map((line) => {
    const paragraph = { start, end: start + line.length };
    start += line.length + 1;
    return paragraph;
  });
  return findQuotations({ text, paragraphs, language, articleId: 'e'.repeat(32), version: 1, parserVersion: 1 }).map(
    ({ quotationType, text: quoted, speaker }) =>
      `${quotationType} | ${quoted} | ${speaker ? (speaker.canonicalName ?? speaker.text) : 'nobody'}`,
  );
}

describe('a clause around its speaker', () => {
  it.each([
    [
      'en',
      'Dana Orr sold the barn. She had fed the owls for a year, she said, and had missed them since.',
      'She had fed the owls for a year … and had missed them since | Dana Orr',
    ],
    [
      'en',
      'The figures leave no room for doubt, said Paul Reeve, who runs the fund, because prices have not risen.',
      'The figures leave no room for doubt … because prices have not risen | Paul Reeve',
    ],
    [
      'en',
      'The firm intends to keep the mill, according to the statement, and to repair its roof.',
      'The firm intends to keep the mill … and to repair its roof | the statement',
    ],
    [
      'de',
      'Das Dach werde halten, sagte Bürgermeisterin Inge Kröger, und die Mauer habe es auch getan.',
      'Das Dach werde halten … und die Mauer habe es auch getan | Inge Kröger',
    ],
    [
      'de',
      'Das Land zahle den Deich, sagte Kröger; die Stadt müsse nur die Treppe bezahlen.',
      'Das Land zahle den Deich … die Stadt müsse nur die Treppe bezahlen | Kröger',
    ],
  ])('%s: %s', (language, text, expected) => {
    expect(read(language, text)).toEqual([`indirect | ${expected}`]);
  });

  it('German: a possessive names the source', () => {
    expect(
      read('de', 'Ministerin Inge Kröger kam spät. Die Kosten steigen nach ihren Angaben um zwei Millionen.'),
    ).toEqual(['indirect | Die Kosten steigen … um zwei Millionen | Inge Kröger']);
  });

  it.each([
    ['an answer is no speaker', 'fr', 'La directrice, Maud Lescure, a promis une réponse avant Noël.'],
    ['who is asked does not say it', 'en', 'Asked what it had felt like, she thought for a moment.'],
    [
      'another clause has its own subject',
      'en',
      'Work will start in May, two years early, after the council agreed to pay.',
    ],
  ])('none: %s', (_why, language, text) => {
    expect(read(language, text)).toEqual([]);
  });
});

describe('who is quoted', () => {
  it.each([
    [
      'an article and what somebody does',
      'de',
      '„Hier zieht es“, sagte der Blumenhändler Enno Janssen.',
      'Enno Janssen',
    ],
    ['an article and a title', 'de', '„Hier zieht es“, sagte der Vorsitzende Özgür Demirsoy.', 'Özgür Demirsoy'],
    [
      'a family',
      'en',
      'The Finch family and its trusts have said that they will accept.',
      'The Finch family and its trusts',
    ],
    ['a group somewhere', 'en', 'Analysts at Ryder Holm said that the price was too high.', 'Analysts at Ryder Holm'],
  ])('%s', (_what, language, text, speaker) => {
    expect(read(language, text).map((line) => line.split(' | ')[2])).toEqual([speaker]);
  });

  it('French: a pronoun means who was named in the apposition before', () => {
    const text =
      'L’adjointe au commerce, Maud Lescure, a promis une réponse. « Personne ne paiera deux fois », a-t-elle assuré.';
    expect(read('fr', text)).toEqual(['direct | « Personne ne paiera deux fois » | Maud Lescure']);
  });

  it('"told" and one word before "that": spoken to', () => {
    expect(read('en', 'Dana Orr told councillors that the roof would cost “a fortune”.')).toEqual([
      'mixed | that the roof would cost “a fortune” | Dana Orr',
    ]);
  });

  it('German: many capitals do not make a title', () => {
    expect(read('de', 'Inge Kröger sprach von einem „Geschenk an die Konkurrenz in den Niederlanden“.')).toEqual([
      'direct | „Geschenk an die Konkurrenz in den Niederlanden“ | Inge Kröger',
    ]);
  });
});

describe('Persian', () => {
  it('names by first names, later mentions by the surname or a pronoun', () => {
    const text = [
      'مریم صادقی، مدیرعامل این شرکت، گفت: «یک لیتر در راه گم می‌شود.»',
      'او افزود: «باران را نمی‌شود عوض کرد.»',
      'به گفته صادقی، هزینه این طرح ۲٬۴۰۰ میلیارد تومان است.',
    ].join('\n');
    expect(read('fa', text)).toEqual([
      'direct | «یک لیتر در راه گم می‌شود.» | مریم صادقی',
      'direct | «باران را نمی‌شود عوض کرد.» | مریم صادقی',
      'indirect | هزینه این طرح ۲٬۴۰۰ میلیارد تومان است | مریم صادقی',
    ]);
  });

  it('older pages with Arabic letters', () => {
    expect(read('fa', 'محمد رستگار، معمار پل، گفت: «سنگ‌ها را شماره زديم.»\nوي افزود: «كار تمام شد.»')).toEqual([
      'direct | «سنگ‌ها را شماره زديم.» | محمد رستگار',
      'direct | «كار تمام شد.» | محمد رستگار',
    ]);
  });
});
