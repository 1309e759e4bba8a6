export interface TagLine {
  readonly keywords: readonly string[];
  /** The line marks no borders between its tags: the split is a reading. */
  readonly guessed: boolean;
}

const label = /^[\p{L} ]{2,24}:\s/u;
const isCompound = (word: string): boolean => /^\p{Lu}[\p{L}.]*(?:[-–/]\p{Lu}[\p{L}.]*)+$/u.test(word);
const isCapital = (word: string): boolean => /^\P{Ll}/u.test(word);

/** Whether the second word belongs to the same tag as the first. */
function continues(before: string, word: string, tag: readonly string[], body: string): boolean {
  if (tag.includes(word)) return false;
  if (isCompound(before) || isCompound(word)) return false;
  // "Syria crisis", but "crisis | Vladimir".
  if (!isCapital(word)) return true;
  if (!isCapital(before)) return false;
  // Two capitalised words are one name where the article itself puts them side by side.
  if (body.includes(`${before} ${word}`)) return true;
  return !(body.includes(before) && body.includes(word));
}

/**
 * Splits a line of tags: at its separators if it has any, else by how the article writes the names.
 * @param body text of the article
 */
export function splitTagLine(line: string, body: string): TagLine {
  const text = line.replace(label, '').trim();
  const parts = text
    .split(/[,;|،]|\s#|^#/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  if (parts.length > 1) return { keywords: [...new Set(parts)], guessed: false };
  const tags: string[][] = [];
  for (const word of text.split(/\s+/)) {
    const tag = tags.at(-1);
    const before = tag?.at(-1);
    if (tag && before !== undefined && continues(before, word, tag, body)) tag.push(word);
    else tags.push([word]);
  }
  return { keywords: [...new Set(tags.map((tag) => tag.join(' ')))], guessed: tags.length > 1 };
}
