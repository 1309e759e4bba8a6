import type { PageFacts } from '../facts.ts';
import { squeezed } from '../publisher.ts';
import type { Candidate } from '../ranking/candidates.ts';
import { isAgency } from './agencies.ts';
import type { Author } from './author.ts';
import { looksLikeName } from './person-names.ts';

/** Words of the names of desks, agencies and companies. */
const organisation =
  /(?<!\p{L})(?:staff|team|news|media|editors?|editorial|redaktion|redacción|redazione|rédaction|redactie|redaktionen|редакция|press|agency|agentur|agence|agencia|reuters|afp|dpa|inc|ltd|llc|gmbh|group|company|institute|university|foundation|association|magazine|journal|times|post|online|desk|bureau|center|centre|society|network|department|tv|radio|blog|club|council|office|services?|admin|guest|contributors?|writers?|board)(?!\p{L})/iu;

/** Adds what lists of authors say by themselves and beside each other. */
export function describe(candidates: readonly Candidate<readonly Author[]>[], facts: PageFacts): void {
  const about = new PageNames(facts, candidates);
  const declared = candidates.find(({ evidence }) => evidence.has('ld.author'));
  const keysOf = ({ key }: Candidate<unknown>): string[] => key.split('+');
  for (const candidate of candidates) {
    const { evidence, readings, origins } = candidate;
    const authors = readings[0]?.value ?? [];
    const note = (name: string): void => void evidence.set(name, 1);
    evidence.set('origins', Math.log2(origins.size));
    note(
      authors.length === 1
        ? 'count:1'
        : authors.length === 2
          ? 'count:2'
          : authors.length <= 4
            ? 'count:4'
            : 'count:many',
    );
    const words = authors.map(({ name }) => name.split(' ').length);
    if (words.every((count) => count === 2 || count === 3)) note('words:2-3');
    if (authors.every(({ name }) => isAgency(name))) note('agency');
    else if (words.some((count) => count === 1)) note('words:1');
    if (words.some((count) => count > 4)) note('words:>4');
    if (authors.some(({ name }) => organisation.test(name))) note('organisation');
    if (authors.some(({ name }) => facts.sites.has(squeezed(name)))) note(facts.isNews ? 'isSite:news' : 'isSite');
    else if (authors.some(({ name }) => isLikeSite(squeezed(name), facts.sites))) note('likeSite');
    if (authors.some(({ name }) => name === name.toUpperCase() && name !== name.toLowerCase())) note('capitals');
    if (authors.some(({ name }) => name === name.toLowerCase() && name !== name.toUpperCase())) note('lowerCase');
    if (authors.some(({ name }) => /[\d_]/.test(name))) note('digits');
    if (!authors.every(({ name }) => looksLikeName(name))) note('noName');
    if (authors.every(({ name }) => about.hasLifeOf(name))) note('bio');
    if (authors.some(({ name }) => about.isCommon(name))) note('commonWords');
    if (authors.every(({ name }) => about.linesOf(name) > 1)) note('repeated');
    if (!declared || declared === candidate) continue;
    const own = keysOf(candidate);
    const theirs = keysOf(declared);
    if (own.every((key) => theirs.includes(key))) note('ld:part');
    else if (theirs.every((key) => own.includes(key))) note('ld:more');
    else if (own.some((key) => theirs.some((other) => key.includes(other) || other.includes(key)))) note('ld:similar');
    else note('ld:other');
  }
}

const maxText = 100_000;
const lowerWords = (name: string): string[] => name.toLowerCase().match(/\p{L}{3,}/gu) ?? [];

/** What the text of a page says about the names of its candidates. */
class PageNames {
  private readonly lowerCase = new Set<string>();
  private readonly lives = new Set<string>();
  private readonly lines = new Map<string, number>();

  constructor({ shape }: PageFacts, candidates: readonly Candidate<readonly Author[]>[]) {
    const names = [...new Set(candidates.flatMap(({ readings }) => readings[0]?.value ?? []).map(({ name }) => name))];
    if (names.length === 0) return;
    const missing = new Set(names.flatMap(lowerWords));
    let room = maxText;
    for (const { text, words } of shape.blocks) {
      if ((room -= text.length) < 0) break;
      if ([...missing].some((word) => text.includes(word)))
        for (const word of text.match(/(?<![\p{L}\p{N}@./-])\p{Ll}{3,}/gu) ?? [])
          if (missing.delete(word)) this.lowerCase.add(word);
      for (const name of names) {
        if (!text.startsWith(name)) continue;
        if (words > 6 && /^,? \p{Ll}/u.test(text.slice(name.length, name.length + 4))) this.lives.add(name);
        if (text.length < name.length + 12) this.lines.set(name, (this.lines.get(name) ?? 0) + 1);
      }
    }
  }

  /** "Jane Roe is a writer from …" */
  hasLifeOf(name: string): boolean {
    return this.lives.has(name);
  }

  /** Short lines with the name. */
  linesOf(name: string): number {
    return this.lines.get(name) ?? 0;
  }

  /** "Get Started": its words stand in lower case elsewhere. */
  isCommon(name: string): boolean {
    const words = lowerWords(name);
    return words.length > 0 && words.every((word) => this.lowerCase.has(word));
  }
}

function isLikeSite(name: string, sites: ReadonlySet<string>): boolean {
  for (const site of sites)
    if (site.length >= 4 && (name.includes(site) || (name.length >= 4 && site.includes(name)))) return true;
  return false;
}

/** Evidence on whether the best candidate is given at all: annotated pages without an author show names of other things. */
export function givenEvidence(
  best: Candidate<readonly Author[]> & { readonly probability: number },
  all: readonly Candidate<readonly Author[]>[],
): Map<string, number> {
  const { evidence, origins, probability } = best;
  const names = [...evidence].filter(([name]) => name !== 'origins');
  const persons = new Set(all.flatMap(({ key }) => key.split('+'))).size;
  return new Map([
    ...names,
    ['bias', 1],
    ['probability', probability],
    ['logit', Math.log(Math.max(probability, 0.01) / Math.max(1 - probability, 0.01))],
    [`origins:${Math.min(origins.size, 4)}`, 1],
    [`candidates:${Math.min(all.length, 5)}`, 1],
    [`persons:${Math.min(persons, 4)}`, 1],
  ]);
}
