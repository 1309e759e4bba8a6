import { eld } from 'eld/extrasmall';

/** Fewer letters say too little. */
const minLetters = 80;
const sampleLength = 3_000;

/** ISO 639-1 (or BCP 47) primary tag of a declared language: "en-GB" and "en_GB" → "en"; null if it is none. */
const primary = (tag: string): string | null => /^([a-z]{2,3})(?:[-_]|$)/i.exec(tag.trim())?.[1]?.toLowerCase() ?? null;
const norwegian = new Set(['no', 'nb', 'nn']);
const same = (a: string, b: string): boolean => a === b || (norwegian.has(a) && norwegian.has(b));

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
  if ((sample.match(/\p{L}/gu)?.length ?? 0) >= minLetters) {
    const result = eld.detect(sample);
    if (result.language !== '' && result.isReliable()) {
      const agreeing = known.find(({ language }) => same(language, result.language));
      return { tag: agreeing?.tag ?? result.language, source: 'text' };
    }
    if (!first && result.language !== '') return { tag: result.language, source: 'text' };
  }
  return first ? { tag: first.tag, source: first.source } : null;
}
