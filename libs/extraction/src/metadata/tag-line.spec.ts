import { expect, it } from '@jest/globals';
import { splitTagLine } from './tag-line.ts';

it('splits at separators where the line has them, without a guess', () => {
  expect(splitTagLine('Tags: harbour, Edith Crane, strikes', '')).toEqual({
    keywords: ['harbour', 'Edith Crane', 'strikes'],
    guessed: false,
  });
  expect(splitTagLine('#harbour #strikes', '').keywords).toEqual(['harbour', 'strikes']);
});

it('keeps two names together where the article writes them side by side, and says that it guessed', () => {
  const body = 'Edith Crane met the crews. Crane and Saltmouth agreed.';
  expect(splitTagLine('Saltmouth strike Edith Crane Saltmouth-Grayness', body)).toEqual({
    keywords: ['Saltmouth strike', 'Edith Crane', 'Saltmouth-Grayness'],
    guessed: true,
  });
});
