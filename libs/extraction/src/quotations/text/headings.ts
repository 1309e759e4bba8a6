import type { Sentence } from './sentences.ts';

/** A block that is nothing but a few quoted words without a sentence's end: a subhead that echoes the text. */
export function isQuotedHeading(text: string, sentences: readonly Sentence[]): boolean {
  const [only, ...others] = sentences;
  const stretch = only?.[0]?.stretch;
  if (!stretch || others.length > 0 || only.length > 1) return false;
  const inner = text.slice(stretch.innerStart, Math.min(stretch.innerEnd, stretch.innerStart + 200));
  const words = inner.split(/\s+/u);
  return words.length <= 8 && !/[.,?!…。！？][”’"'»«“‘」』]*$/u.test(inner);
}
