import { expect, it } from '@jest/globals';
import { detectLanguage } from './detect-language.ts';

const english =
  'The ferry line between the island and the town will run again from Monday, nine years after it was closed. ';
const german = 'Die Fähre zwischen der Insel und der Stadt fährt von Montag an wieder, neun Jahre nach ihrem Ende. ';
const swahili =
  'Mkutano huo ulifanyika jana katika ukumbi wa shule ya kijiji, na wazazi wengi walikuja. Mwalimu alisema kuwa mvua ya wiki hii imeharibu barabara, lakini watoto wote wako salama. ';

it('reads the language from the text, with the region that the page declares for it', () => {
  expect(detectLanguage(english.repeat(3), [{ tag: 'en_GB', source: 'html' }])).toEqual({
    tag: 'en-GB',
    source: 'text',
  });
  expect(detectLanguage(german.repeat(3), [{ tag: 'en-GB', source: 'html' }])).toEqual({ tag: 'de', source: 'text' });
});

it('believes the page where the text is too short', () => {
  expect(detectLanguage('Ja.', [{ tag: 'nl', source: 'html' }])).toEqual({ tag: 'nl', source: 'html' });
  expect(detectLanguage('Ja.', [])).toBeNull();
});

it('knows languages beyond the detector by their function words', () => {
  expect(detectLanguage(swahili.repeat(2), [{ tag: 'en-US', source: 'html' }])?.tag).toBe('sw');
});
