import { languages } from '../../languages/languages.ts';

const wordPattern = (words: readonly string[]): RegExp =>
  new RegExp(
    `(?<!\\p{L})(?:${words.map((word) => word.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')).join('|')})(?!\\p{L})`,
    'iu',
  );

/** "published", "veröffentlicht" before or beside a date. */
export const publishedWord = wordPattern(
  languages.flatMap(({ publishedWords }) => publishedWords.filter((word) => word.length > 3)),
);

/** "last updated", "aktualisiert" before or beside a date. */
export const updatedWord = wordPattern(languages.flatMap(({ updatedWords }) => updatedWords));
