import { languages } from '../../languages/languages.ts';

const wordPattern = (words: readonly string[]): RegExp =>
  new RegExp(
    `(?<!\\p{L})(?:${words.map((word) => word.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')).join('|')})(?!\\p{L})`,
    'iu',
  );

/** Short words of alphabets stand everywhere; two ideographs are a word as long as others. */
const isTelling = (word: string): boolean => word.length > 3 || !/\p{Script=Latin}/u.test(word);

/** "published", "veröffentlicht" before or beside a date. */
export const publishedWord = wordPattern(languages.flatMap(({ publishedWords }) => publishedWords.filter(isTelling)));

/** "last updated", "aktualisiert" before or beside a date. */
export const updatedWord = wordPattern(languages.flatMap(({ updatedWords }) => updatedWords));
