import { knownInstrument, knownPrefix, mayBeginWithKnown } from '../words/known.ts';

/** An instrument named in running text. */
export interface Mention {
  readonly name: string;
  readonly ticker: string | null;
  readonly exchange: string | null;
  readonly start: number;
  readonly end: number;
}
/** Names that are common words as well: in prose they count only where a listing is printed with them. */
const common =
  /^(?:oil|gold|or|oro|ouro|vale|rame|rice|corn|mais|wheat|cotton|rubber|sugar|coffee|café|argento|prata|plata|argent|real|px|ad|sol|ether|link|dot|ada|euros|pound|won|t|f|g|cac|sterling|visa|link|tron)$/u;
const trusted = /^(?:gold|oil|oro|ouro)$/u;

const wordStart = /(?<![\p{L}\p{N}&/-])[\p{L}\p{N}]/gu;

/** The known instruments and the listed companies ("Delmont Bancshares (NYSE: DLM)") of a sentence, in order. */
export function mentions(sentence: string, isAboutShares: boolean): Mention[] {
  const found: Mention[] = [];
  const mayBeListed = sentence.includes('(');
  let from = 0;
  wordStart.lastIndex = 0;
  while (wordStart.test(sentence)) {
    const index = wordStart.lastIndex - (isPair(sentence.charCodeAt(wordStart.lastIndex - 1)) ? 2 : 1);
    if (index < from) continue;
    const rest = sentence.slice(index, index + 90);
    const mention =
      (mayBeListed ? listed(rest, index) : null) ??
      instrument(rest, index) ??
      (isAboutShares ? company(rest, index) : null);
    const isUnit = mention !== null && /\d[\s\u00a0](?:us-)?$/iu.test(sentence.slice(Math.max(0, index - 6), index));
    if (!mention || isUnit) continue;
    found.push(mention);
    from = mention.end;
  }
  return found;
}

/** The second unit of a character that takes two. */
const isPair = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff;

function listed(rest: string, start: number): Mention | null {
  const match =
    /^(\p{Lu}[\p{L}\p{N}&.’'-]*(?: (?:\p{Lu}[\p{L}\p{N}&.’'-]*|&|of|de)){0,4}) \(([A-Z][A-Za-z]{1,10}): ?([A-Z0-9.]{1,6})\)/u.exec(
      rest,
    );
  return match
    ? {
        name: (match[1] ?? '').replace(/^Shares of /u, ''),
        ticker: match[3] ?? null,
        exchange: match[2] ?? null,
        start,
        end: start + match[0].length,
      }
    : null;
}

function instrument(rest: string, start: number): Mention | null {
  if (!mayBeginWithKnown(rest)) return null;
  const prefix =
    knownPrefix(rest.replaceAll(/[,.;](?=\s|$)/gu, ' ')) ??
    knownPrefix(rest.slice(0, Math.max(0, rest.search(/[’',;]/u))));
  if (!prefix) return null;
  const name = rest.slice(0, prefix.length).replace(/[\s,.;]+$/u, '');
  const isCommon = common.test(name.toLowerCase()) && !trusted.test(name.toLowerCase());
  // "Platinum Card", "Gold Coast": part of another name.
  if (
    prefix.known.instrument.type === 'commodity' &&
    /^ \p{Lu}\p{Ll}/u.test(rest.slice(name.length)) &&
    !/^ (?:Crude|Futures)/u.test(rest.slice(name.length))
  )
    return null;
  if (
    isCommon ||
    (/^\p{Ll}/u.test(name) &&
      !['currency', 'crypto', 'commodity', 'bond'].includes(prefix.known.instrument.type) &&
      !/^\d/u.test(name))
  )
    return null;
  return { name, ticker: null, exchange: null, start, end: start + name.length };
}

/** Two or more capitalised words: a company where the paragraph speaks of shares. */
function company(rest: string, start: number): Mention | null {
  const match = /^\p{Lu}[\p{Ll}]+(?: (?:\p{Lu}[\p{Ll}]+|&)){1,3}(?=,? )/u.exec(rest);
  if (!match || knownInstrument(match[0]) !== null || /^(?:The|In|On|By|Shares|At|For|But|And)\b/u.test(match[0]))
    return null;
  return { name: match[0], ticker: null, exchange: null, start, end: start + match[0].length };
}
