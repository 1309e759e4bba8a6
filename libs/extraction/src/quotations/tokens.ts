import type { Lexicon } from './lexicon.ts';
import type { Stretch } from './marks.ts';

export interface Token {
  readonly kind: 'word' | 'punctuation' | 'quotation';
  /** Empty for a quotation. */
  readonly text: string;
  readonly lower: string;
  readonly start: number;
  readonly end: number;
  /** Begins with a capital letter. */
  readonly capital: boolean;
  readonly stretch?: Stretch;
}

const pattern =
  /(?:\p{Lu}\.){2,}(?:\p{Lu}(?![\p{L}\p{N}]))?|[\p{L}\p{M}\p{N}\u200c]+(?:[’'.,\-‑–&@_][\p{L}\p{N}][\p{L}\p{M}\p{N}\u200c]*)*[’']?|--+|\.{2,}|[^\s\p{L}\p{N}]/gu;

/**
 * Words and punctuation of a stretch of text; each outermost quotation is one token. A stop that belongs to an abbreviation or an
 * initial is part of its word.
 */
export function tokenize(
  text: string,
  start: number,
  end: number,
  stretches: readonly Stretch[],
  lexicon: Lexicon,
): Token[] {
  const tokens: Token[] = [];
  let at = start;
  for (const stretch of stretches) {
    words(text, at, stretch.start, lexicon, tokens);
    tokens.push({
      kind: 'quotation',
      text: '',
      lower: '',
      start: stretch.start,
      end: stretch.end,
      capital: false,
      stretch,
    });
    at = stretch.end;
  }
  words(text, at, end, lexicon, tokens);
  return tokens;
}

function words(text: string, start: number, end: number, lexicon: Lexicon, tokens: Token[]): void {
  if (end <= start) return;
  const part = text.slice(start, end);
  for (const match of part.matchAll(pattern)) {
    const word = match[0];
    const from = start + match.index;
    const previous = tokens.at(-1);
    if (word === '.' && previous?.kind === 'word' && previous.end === from && isAbbreviation(previous, lexicon)) {
      tokens[tokens.length - 1] = {
        ...previous,
        text: previous.text + '.',
        lower: previous.lower + '.',
        end: from + 1,
      };
      continue;
    }
    const isWord = /^[\p{L}\p{N}]/u.test(word);
    tokens.push({
      kind: isWord ? 'word' : 'punctuation',
      text: word,
      lower: isWord ? word.toLowerCase().replaceAll('’', "'") : word,
      start: from,
      end: from + word.length,
      capital: /^\p{Lu}/u.test(word),
    });
  }
}

function isAbbreviation(token: Token, lexicon: Lexicon): boolean {
  const plain = token.lower;
  if (/^\p{Lu}$/u.test(token.text) && plain !== 'i') return true;
  if (/^\p{L}(?:\.\p{L})+$/u.test(token.text)) return true;
  if (lexicon.ordinalStop && /^\d{1,2}$/u.test(plain)) return true;
  const afterHyphen = plain.slice(plain.lastIndexOf('-') + 1);
  return (
    lexicon.abbreviations.has(plain) || (token.capital && plain.includes('-') && lexicon.abbreviations.has(afterHyphen))
  );
}
