import { isParticle } from '../grammar/word-classes.ts';
import type { Token } from '../text/tokens.ts';
import type { Gender, Lexicon } from '../grammar/lexicon.ts';

const possessive = /['’](?:s|S)?$/u;
const startsCapital = /^\p{Lu}/u;
const joinedParticle = /^(?:al|el|ad|as|ash|an|ar|az|at|ul)-\p{Lu}/u;
const longestName = 6;
const maximumNames = 200;

export type SpeakerType = 'person' | 'organization' | 'group' | 'unknown';

/** A run of capitalised words, particles included: token indexes, `to` exclusive. */
interface Run {
  readonly from: number;
  readonly to: number;
}

const isNameWord = (token: Token | undefined): boolean =>
  token?.kind === 'word' && (startsCapital.test(token.text) || joinedParticle.test(token.text));

/** Without capitals only first names tell a name: one or more of them and the word behind. */
function caselessRuns(tokens: readonly Token[], from: number, to: number, lexicon: Lexicon): Run[] {
  const runs: Run[] = [];
  const isFirstName = (at: number): boolean => at < to && lexicon.firstNames.has(tokens[at]?.lower ?? '');
  for (let at = from; at < to; at++) {
    if (!isFirstName(at)) continue;
    let end = at + 1;
    while (isFirstName(end)) end++;
    const surname = tokens[end];
    const isOther =
      end >= to ||
      surname?.kind !== 'word' ||
      lexicon.cues.has(surname.lower) ||
      lexicon.and.has(surname.lower) ||
      lexicon.prepositions.has(surname.lower) ||
      lexicon.complementizers.has(surname.lower);
    if (!isOther) end++;
    runs.push({ from: at, to: end });
    at = end - 1;
  }
  return runs;
}

const longestUnspaced = 6;

/** Chinese: a word that begins with a surname, beside a title or a verb of saying; Japanese: the word before a title. */
function unspacedRuns(tokens: readonly Token[], from: number, to: number, lexicon: Lexicon): Run[] {
  const runs: Run[] = [];
  const isTitleAt = (at: number): boolean => lexicon.titles.has(tokens[at]?.lower ?? '');
  for (let at = from; at < to; at++) {
    const text = tokens[at]?.text ?? '';
    if (tokens[at]?.kind !== 'word' || isTitleAt(at) || text.length > longestUnspaced) continue;
    const isName =
      lexicon.surnames.size > 0
        ? lexicon.surnames.has(text[0] ?? '') &&
          text.length <= 4 &&
          (isTitleAt(at - 1) || isTitleAt(at + 1) || (text.length > 1 && at === from))
        : isTitleAt(at + 1) && /^[\p{sc=Han}\p{sc=Katakana}\p{sc=Hiragana}ー・]+$/u.test(text);
    if (isName) runs.push({ from: at, to: at + 1 });
  }
  return runs;
}

/** "von" of "Anna von Ruhl"; in German not that of "Anna Ruhl von den Grünen", nor "der" of "Sprecher der Stadt". */
const joinsName = (token: Token | undefined, wordsBefore: number, lexicon: Lexicon): boolean =>
  token?.kind === 'word' &&
  isParticle(token.lower) &&
  !(lexicon.capitalisedNouns && (wordsBefore > 1 || lexicon.articles.has(token.lower)));

const isFunctionWord = (token: Token | undefined, lexicon: Lexicon): boolean =>
  token !== undefined &&
  (lexicon.articles.has(token.lower) ||
    lexicon.prepositions.has(token.lower) ||
    lexicon.conjunctions.has(token.lower) ||
    (lexicon.capitalisedNouns && lexicon.adverbs.has(token.lower)) ||
    lexicon.pronouns.has(token.lower));

/** Runs of capitalised words in `tokens`; a possessive ends its run. */
export function nameRuns(tokens: readonly Token[], from: number, to: number, lexicon: Lexicon): Run[] {
  if (lexicon.segmenter !== null) return unspacedRuns(tokens, from, to, lexicon);
  if (lexicon.caseless) return caselessRuns(tokens, from, to, lexicon);
  const runs: Run[] = [];
  let at = from;
  while (at < to) {
    if (!isNameWord(tokens[at])) {
      at++;
      continue;
    }
    let end = at + 1;
    while (end < to && end - at < longestName * 2) {
      if (possessive.test(tokens[end - 1]?.text ?? '')) break;
      if (isNameWord(tokens[end])) end++;
      else if (joinsName(tokens[end], end - at, lexicon)) {
        const next = isParticle(tokens[end + 1]?.lower ?? '') ? end + 2 : end + 1;
        if (next < to && isNameWord(tokens[next])) end = next + 1;
        else break;
      } else break;
    }
    let start = at;
    while (start < end && isFunctionWord(tokens[start], lexicon)) start++;
    if (start < end) runs.push({ from: start, to: end });
    at = end;
  }
  return runs;
}

export const nameText = (tokens: readonly Token[], run: Run): string =>
  joined(tokens, run.from, run.to).replace(possessive, '');

function joined(tokens: readonly Token[], from: number, to: number): string {
  let text = tokens[from]?.text ?? '';
  for (let at = from + 1; at < to; at++) text += ` ${tokens[at]?.text ?? ''}`;
  return text;
}

/** The run without the titles before the name: "Deputy Minister | Ana Ruiz". Organisations keep all their words. */
export function withoutTitles(tokens: readonly Token[], run: Run, lexicon: Lexicon): Run {
  if (isOrganizationWord(tokens[run.to - 1], lexicon)) return run;
  let from = isDescribed(tokens, run, lexicon) ? run.from + 1 : run.from;
  for (let at = run.to - 2; at >= run.from; at--) {
    if (isTitle(tokens[at], lexicon)) {
      from = at + 1;
      break;
    }
  }
  return { from, to: run.to };
}

/** German: "der Blumenhändler Enno Janssen". A name has no article, and an adjective after it would end in -e or -en. */
const isDescribed = (tokens: readonly Token[], { from, to }: Run, lexicon: Lexicon): boolean =>
  lexicon.capitalisedNouns &&
  to - from >= 3 &&
  /^(?:der|die|dem|den)$/u.test(tokens[from - 1]?.lower ?? '') &&
  !/en?$/u.test(tokens[from]?.lower ?? '');

export function isTitle(token: Token | undefined, lexicon: Lexicon): boolean {
  if (!token) return false;
  if (lexicon.titles.has(token.lower)) return true;
  const last = token.lower.slice(token.lower.lastIndexOf('-') + 1);
  // German compounds: "Bundesinnenminister", "SPD-Fraktionschef".
  return last !== token.lower
    ? lexicon.titles.has(last) || isCompoundTitle(last, lexicon)
    : isCompoundTitle(last, lexicon);
}

const isCompoundTitle = (word: string, lexicon: Lexicon): boolean =>
  lexicon.capitalisedNouns && lexicon.titleEndings.end(word, 1);

export function isOrganizationWord(token: Token | undefined, lexicon: Lexicon): boolean {
  if (!token) return false;
  const word = token.lower.replace(possessive, '');
  return lexicon.organizationNouns.has(word) || /^(?:\p{Lu}\.?){2,6}$/u.test(token.text.replace(possessive, ''));
}

/** Full names of one article, to complete a surname or an acronym. */
export class NameIndex {
  /** Surname → full names with their number of mentions. */
  private readonly bySurname = new Map<string, Map<string, number>>();
  /** Initials → first full name. */
  private readonly byInitials = new Map<string, string>();
  private readonly genders = new Map<string, Gender>();
  /** Names in scripts without blanks: the surname comes first. */
  private readonly unspaced = new Set<string>();

  add(tokens: readonly Token[], lexicon: Lexicon): void {
    for (const run of nameRuns(tokens, 0, tokens.length, lexicon)) {
      this.addInitials(tokens, run);
      const name = withoutTitles(tokens, run, lexicon);
      const gender = genderOf(tokens, run, name, lexicon);
      const text = nameText(tokens, name);
      if (lexicon.segmenter !== null) {
        if (this.unspaced.size < maximumNames) this.unspaced.add(text);
        continue;
      }
      const words = text.split(' ');
      const surname = (words.at(-1) ?? '').toLowerCase();
      if (gender && name.to - name.from <= longestName) this.genders.set(words.length > 1 ? text : surname, gender);
      if (words.length < 2 || words.length > longestName) continue;
      const names = this.bySurname.get(surname) ?? new Map<string, number>();
      if (names.has(text) || names.size < 40) names.set(text, (names.get(text) ?? 0) + 1);
      this.bySurname.set(surname, names);
    }
  }

  private addInitials(tokens: readonly Token[], run: Run): void {
    const words = tokens.slice(run.from, run.to).filter((token) => startsCapital.test(token.text));
    for (let from = 0; from <= words.length - 2 && from < longestName; from++) {
      if (words.length - from > longestName) continue;
      let initials = '';
      for (let at = from; at < words.length; at++) initials += words[at]?.text[0] ?? '';
      if (!this.byInitials.has(initials))
        this.byInitials.set(initials, joined(words, from, words.length).replace(possessive, ''));
    }
  }

  /** The fullest form in which the article gives this name. */
  fullest(name: string): string {
    if (this.unspaced.size > 0) return longestBeginning(this.unspaced, name);
    const words = name.split(' ');
    if (words.length === 1) {
      const plain = name.replaceAll('.', '');
      if (/^\p{Lu}{2,6}$/u.test(plain)) {
        const spelt = this.byInitials.get(plain);
        if (spelt) return spelt;
      }
    }
    const names = this.bySurname.get((words.at(-1) ?? '').toLowerCase());
    if (!names) return name;
    let best = name;
    let count = 0;
    for (const [full, mentions] of names) {
      if (words.length > 1 && !(full.startsWith(words[0] ?? '') && full.split(' ').length > words.length)) continue;
      if (mentions > count) {
        best = full;
        count = mentions;
      }
    }
    return best;
  }

  /** Do two or more people of this article bear the surname? */
  isAmbiguous(name: string): boolean {
    const names = this.bySurname.get(name.toLowerCase());
    return (
      !name.includes(' ') &&
      names !== undefined &&
      new Set([...names.keys()].map((full) => full.split(' ')[0])).size > 1
    );
  }

  hasSurname(name: string): boolean {
    return this.bySurname.has(name.toLowerCase());
  }

  isFullName(name: string): boolean {
    return this.bySurname.get((name.split(' ').at(-1) ?? '').toLowerCase())?.has(name) ?? false;
  }

  genderOf(name: string): Gender | null {
    return this.genders.get(name) ?? this.genders.get((name.split(' ').at(-1) ?? '').toLowerCase()) ?? null;
  }
}

function longestBeginning(names: ReadonlySet<string>, beginning: string): string {
  let longest = beginning;
  for (const name of names) if (name.length > longest.length && name.startsWith(beginning)) longest = name;
  return longest;
}

/** Of a form of address, a first name or a title; German compounds tell it by their end: "Außenministerin". */
export function genderOfWord(token: Token | undefined, lexicon: Lexicon): Gender | null {
  if (!token) return null;
  const listed = lexicon.gendered.get(token.lower);
  if (listed || !lexicon.capitalisedNouns || !token.capital || !isTitle(token, lexicon)) return listed ?? null;
  if (token.lower.endsWith('in')) return 'f';
  return /en?$/u.test(token.lower) ? null : 'm';
}

function genderOf(tokens: readonly Token[], run: Run, name: Run, lexicon: Lexicon): Gender | null {
  for (let at = Math.max(0, run.from - 2); at <= name.from; at++) {
    const gender = genderOfWord(tokens[at], lexicon);
    if (gender && (at < name.from || name.to - name.from > 1)) return gender;
  }
  return null;
}
