import { expect, it } from '@jest/globals';
import { readFirstLines } from './first-lines.ts';

const sentence = 'It rained all week in the valley, and the river rose by a metre.';

it.each([
  [
    `River rises by a metre\nBy Mira Osei and Tom Akers\n7 March 2024, 13:45 CET\n\n${sentence}`,
    {
      headline: 'River rises by a metre',
      authors: ['Mira Osei', 'Tom Akers'],
      datePublished: '2024-03-07T13:45+01:00',
    },
  ],
  [
    `River rises by a metre\n\nPublished: 7 March 2024\n\n${sentence}`,
    { headline: 'River rises by a metre', authors: [], datePublished: '2024-03-07' },
  ],
  [`Rain in the valley\n\n${sentence}`, { headline: null, authors: [], datePublished: null }],
  [`${sentence}\nBy Mira Osei\n7 March 2024`, { headline: null, authors: [], datePublished: null }],
  ['', { headline: null, authors: [], datePublished: null }],
])('reads of %j the headline, the by-line and the day above the first sentence', (text, expected) => {
  expect(readFirstLines(text)).toEqual(expected);
});
