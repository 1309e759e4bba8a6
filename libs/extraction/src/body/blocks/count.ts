/** Number of matches of a global pattern that matches no empty text. Not by match(), which makes a list of them. */
export function countMatches(text: string, pattern: RegExp): number {
  let count = 0;
  pattern.lastIndex = 0;
  while (pattern.test(text)) count++;
  return count;
}
