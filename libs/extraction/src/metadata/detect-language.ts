import { eld } from 'eld/extrasmall';
import { hasAtLeast, letter } from '../languages/characters.ts';
import { languages } from '../languages/languages.ts';

/** Fewer letters say too little. */
const minLetters = 80;
const sampleLength = 600;

/** ISO 639-1 (or BCP 47) primary tag of a declared language: "en-GB" and "en_GB" → "en"; null if it is none. */
const primary = (tag: string): string | null => /^([a-z]{2,3})(?:[-_]|$)/i.exec(tag.trim())?.[1]?.toLowerCase() ?? null;
const norwegian = new Set(['no', 'nb', 'nn']);
const same = (a: string, b: string): boolean => a === b || (norwegian.has(a) && norwegian.has(b));

/** Share of function words: in a text that is in a language with many of them it is four times this. */
const fewWords = 0.03;

/**
 * The language whose function words a text has, where it has none of those of its declared one: sites in languages that the detector does not know
 * call themselves English.
 */
function byFunctionWords(text: string, declared: string | null): string | null {
  const words = text.toLowerCase().match(/[\p{L}\p{M}]+/gu) ?? [];
  const shares = languages
    .filter(({ stopWords }) => stopWords.length > 0)
    .map(({ code, stopWords }) => {
      const list = new Set(stopWords);
      return { code, share: words.filter((word) => list.has(word)).length / Math.max(1, words.length) };
    });
  const own = shares.find(({ code }) => code === declared)?.share;
  if (own === undefined || own >= fewWords) return null;
  const [best] = shares.sort((a, b) => b.share - a.share);
  return best && best.share > Math.max(fewWords, 2 * own) ? best.code : null;
}

export interface FoundLanguage {
  /** BCP 47: the language that the text is in, with the region that the page declares for it. */
  readonly tag: string;
  readonly source: 'text' | 'html' | 'meta';
}

/**
 * Language of an article: read from its text, since declarations are wrong on one page in forty; the page's word counts where the text is too short
 * or the detector is not sure.
 * @param declared tags that the page declares, best first
 */
export function detectLanguage(
  body: string,
  declared: readonly { tag: string; source: 'html' | 'meta' }[],
): FoundLanguage | null {
  const known = declared.flatMap(({ tag, source }) => {
    const language = primary(tag);
    return language === null ? [] : [{ tag: tag.trim().replace('_', '-'), language, source }];
  });
  const first = known[0];
  const sample = body.slice(0, sampleLength);
  if (hasAtLeast(sample, minLetters, letter)) {
    const result = eld.detect(sample);
    if (result.language !== '' && result.isReliable()) {
      const agreeing = known.find(({ language }) => same(language, result.language));
      return { tag: agreeing?.tag ?? result.language, source: 'text' };
    }
    const spoken = byFunctionWords(sample, first?.language ?? null);
    if (spoken !== null) return { tag: spoken, source: 'text' };
    if (!first && result.language !== '') return { tag: result.language, source: 'text' };
  }
  return first ? { tag: first.tag, source: first.source } : null;
}
