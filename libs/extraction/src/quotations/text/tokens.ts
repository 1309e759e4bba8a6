import { bitsOf, letter, lowers, mark, number, space, unitsOf, upperCase } from '../../languages/characters.ts';
import { foldLetters } from '../../languages/letters.ts';
import { segment } from './segment.ts';
import type { Stretch } from './marks.ts';
import type { Lexicon } from '../grammar/lexicon.ts';

export interface Token {
  readonly kind: 'word' | 'punctuation' | 'quotation';
  /** As printed, Arabic and East Asian commas as Latin ones; empty for a quotation. */
  readonly text: string;
  readonly lower: string;
  readonly start: number;
  readonly end: number;
  /** Begins with a capital letter. */
  readonly capital: boolean;
  readonly stretch?: Stretch;
  /** Of a quotation: may be a name, "„Morgenpost“". */
  readonly named?: boolean;
}

const pattern =
  /(?:\p{Lu}\.){2,}(?:\p{Lu}(?![\p{L}\p{N}]))?|[\p{L}\p{M}\p{N}\u200c]+(?:(?:[’',\-‑–&@_]|\.(?!\p{Lu}\p{Ll})|(?<=\p{N}):(?=\p{N}))[\p{L}\p{N}][\p{L}\p{M}\p{N}\u200c]*)*[’']?|--+|\.{2,}|[^\s\p{L}\p{N}]/gu;

/** A few words without a sentence's end. */
const name = /^\p{L}[^.,:;!?]+$/u;
const longestName = 40;

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
    const { innerStart, innerEnd } = stretch;
    const isShort = lexicon.capitalisedNouns && innerEnd - innerStart <= longestName;
    const inner = isShort ? text.slice(innerStart, innerEnd) : '';
    const named = name.test(inner);
    tokens.push({
      kind: 'quotation',
      text: '',
      lower: '',
      start: stretch.start,
      end: stretch.end,
      capital: named && /^\p{Lu}/u.test(inner),
      stretch,
      named,
    });
    at = stretch.end;
  }
  words(text, at, end, lexicon, tokens);
  return tokens;
}

function words(text: string, start: number, end: number, lexicon: Lexicon, tokens: Token[]): void {
  if (end <= start) return;
  const part = text.slice(start, end);
  for (let first = firstNonBlank(part, 0); first < part.length;) {
    const behind = endOfWord(part, first);
    const word = part.slice(first, behind);
    const from = start + first;
    first = firstNonBlank(part, behind);
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
    if (lexicon.segmenter !== null && unspaced.test(word)) {
      for (const piece of segment(word, lexicon)) tokens.push(token(piece.text, from + piece.at));
      continue;
    }
    const cut = lexicon.elisions.size > 0 ? joint(word, lexicon) : 0;
    if (cut > 0) tokens.push(token(word.slice(0, cut), from));
    const inner = cut + hyphenLength(word, cut);
    tokens.push(token(inner === 0 ? word : word.slice(inner), from + inner));
  }
}

const inWord = letter | mark | number;
const zeroWidthNonJoiner = 0x200c;
/** They may join two words to one, or end an abbreviation. */
const joiners = unitsOf("’',-‑–&@_.:");

/** Where the word or mark at `from` ends. Most words have nothing but letters, and need no pattern. */
function endOfWord(text: string, from: number): number {
  let at = from;
  let unit = text.charCodeAt(at);
  while (at < text.length && (bitsOf(unit, text, at) & inWord) !== 0) unit = text.charCodeAt(++at);
  if (at > from && (at >= text.length || !joiners.has(unit)) && unit !== zeroWidthNonJoiner) return at;
  pattern.lastIndex = from;
  return pattern.test(text) ? pattern.lastIndex : text.length;
}

function firstNonBlank(text: string, from: number): number {
  let at = from;
  while (at < text.length && (bitsOf(text.charCodeAt(at), text, at) & space) !== 0) at++;
  return at;
}

/** Of "-il" and "-t-elle". */
function hyphenLength(word: string, at: number): number {
  if (word.charCodeAt(at) !== 0x2d) return 0;
  return word.startsWith('t-', at + 1) ? 3 : 1;
}

const unspaced = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u;

/** Arabic and East Asian punctuation as the Latin one that all rules look for. */
const punctuation: ReadonlyMap<string, string> = new Map([
  ['،', ','],
  ['؛', ';'],
  ['，', ','],
  ['、', ','],
  ['：', ':'],
  ['；', ';'],
]);

function token(text: string, start: number): Token {
  // Of a single hyphen nothing is left.
  const bits = text === '' ? 0 : bitsOf(text.charCodeAt(0), text, 0);
  const isWord = (bits & (letter | number)) !== 0;
  return {
    kind: isWord ? 'word' : 'punctuation',
    text: isWord ? text : (punctuation.get(text) ?? text),
    lower: isWord ? lowered(text) : text,
    start,
    end: start + text.length,
    capital: (bits & upperCase) !== 0,
  };
}

const firstArabic = 0x600;

/** In lower case, with plain apostrophes and folded letters. Most words are so already. */
function lowered(text: string): string {
  let bits = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit >= firstArabic) return foldLetters(text.toLowerCase().replaceAll('’', "'"));
    bits |= bitsOf(unit, text, at);
  }
  return (bits & lowers) === 0 ? text : text.toLowerCase();
}

/** Where two words are written as one: "l'opposition", "dit-il", "affirme-t-elle"; 0 where not. */
function joint(word: string, lexicon: Lexicon): number {
  const apostrophe = word.search(/['’]/u);
  if (apostrophe > 0 && apostrophe < word.length - 1 && lexicon.elisions.has(word.slice(0, apostrophe).toLowerCase()))
    return apostrophe + 1;
  const clitic = /\p{L}(?:-t)?-(?:ils?|elles?|on)$/u.exec(word);
  return clitic ? clitic.index + 1 : 0;
}

function isAbbreviation(token: Token, lexicon: Lexicon): boolean {
  const plain = token.lower;
  if (/^\p{Lu}$/u.test(token.text) && plain !== 'i') return true;
  if (/^\p{L}(?:\.\p{L})+$/u.test(token.text)) return true;
  if (lexicon.ordinalStop && /^(?:\d{1,2}|[ivx]{1,5})$/u.test(plain)) return true;
  const afterHyphen = plain.slice(plain.lastIndexOf('-') + 1);
  return (
    lexicon.abbreviations.has(plain) || (token.capital && plain.includes('-') && lexicon.abbreviations.has(afterHyphen))
  );
}

/** Is the token one of these texts, as printed? */
export const isText = (token: Token | undefined, ...texts: string[]): boolean =>
  token !== undefined && texts.includes(token.text);
