import type { Gender, Lexicon, Pronoun } from '../grammar/lexicon.ts';
import type { Phrase } from '../grammar/phrase.ts';
import { isParticle, pronounOf } from '../grammar/word-classes.ts';
import {
  genderOfWord,
  isOrganizationWord,
  isTitle,
  NameIndex,
  nameRuns,
  nameText,
  type SpeakerType,
  withoutTitles,
} from './names.ts';
import type { Sentence } from '../text/sentences.ts';
import type { Token } from '../text/tokens.ts';

/** Someone who speaks, as first read; a pronoun gets its name from the {@link Discourse}. */
export interface Speaker {
  readonly start: number;
  readonly end: number;
  readonly canonicalName: string | null;
  readonly type: SpeakerType;
  readonly gender: Gender | null;
  readonly plural: boolean;
  readonly pronoun: Pronoun | null;
  /** A surname that several people of the article bear. */
  readonly ambiguous: boolean;
}

const pronounOrPossessive = (token: Token, lexicon: Lexicon): string | null =>
  pronounOf(token, lexicon) ?? (lexicon.possessives.has(token.lower) ? token.lower : null);

/** Reads a noun phrase as a speaker: name without title and description, kind, gender. */
export function readSpeaker(sentence: Sentence, phrase: Phrase, names: NameIndex, lexicon: Lexicon): Speaker | null {
  const first = sentence[phrase.from];
  const last = sentence[phrase.to - 1];
  if (!first || !last) return null;
  const word = phrase.to - phrase.from === 1 ? pronounOrPossessive(first, lexicon) : null;
  const end = word ? first.start + word.length : last.end;
  const pronoun = word ? (lexicon.pronouns.get(word) ?? lexicon.possessives.get(word) ?? null) : null;
  const base = { start: first.start, end, pronoun };
  if (pronoun) {
    const type = pronoun.gender === 'n' || pronoun.gender === 'c' ? 'unknown' : 'person';
    return {
      ...base,
      canonicalName: null,
      type: pronoun.plural ? 'group' : type,
      gender: pronoun.gender,
      plural: pronoun.plural,
      ambiguous: false,
    };
  }
  const name = ownName(sentence, phrase, names, lexicon);
  const description = describe(sentence, phrase, lexicon);
  if (name === null) {
    const grouped =
      description.type === 'group' &&
      first.capital &&
      !lexicon.articles.has(first.lower) &&
      phrase.core - phrase.from > 1;
    const canonicalName = grouped
      ? sentence
          .slice(phrase.from, phrase.core)
          .map((token) => token.text)
          .join(' ')
      : null;
    return { ...base, canonicalName, ...description, ambiguous: false };
  }
  const canonicalName = names.fullest(name.text);
  const organization = name.organization && !names.isFullName(name.text);
  const isPerson =
    description.gender !== null ||
    name.titled ||
    (!organization && (canonicalName.includes(' ') || description.type === 'person'));
  const type = organization ? 'organization' : isPerson ? 'person' : description.type;
  return {
    ...base,
    canonicalName,
    type,
    gender: description.gender ?? names.genderOf(canonicalName),
    plural: description.type === 'group',
    ambiguous: names.isAmbiguous(name.text),
  };
}

interface OwnName {
  readonly text: string;
  readonly organization: boolean;
  readonly titled: boolean;
}

/** The name that the phrase itself bears: not one inside "a spokesman for X" or "X's lawyer". */
function ownName(sentence: Sentence, phrase: Phrase, names: NameIndex, lexicon: Lexicon): OwnName | null {
  if (lexicon.segmenter !== null) {
    const run = nameRuns(sentence, phrase.from, phrase.to, lexicon).at(-1);
    return run ? { text: nameText(sentence, run), organization: false, titled: true } : null;
  }
  const parts: { from: number; to: number }[] = [];
  let from = phrase.from;
  for (let at = phrase.from; at <= phrase.to; at++) {
    if (at < phrase.to && sentence[at]?.text !== ',') continue;
    parts.push({ from, to: at });
    from = at + 1;
  }
  const only = parts[0];
  // A script without capitals shows no surname: it must have been read with its first name.
  if (lexicon.caseless && only && only.to - only.from === 1) {
    const text = sentence[only.from]?.text ?? '';
    if (names.hasSurname(text)) return { text, organization: false, titled: false };
  }
  for (const [index, part] of parts.entries()) {
    for (const run of nameRuns(sentence, part.from, part.to, lexicon)) {
      if (isObject(sentence, run.from, part.from, lexicon)) break;
      const final = sentence[run.to - 1];
      if (final && /['’]s?$/u.test(final.text) && run.to < part.to) continue;
      // "Clinton campaign officials": a name that only describes a common noun.
      const next = sentence[run.to];
      if (
        run.to < part.to &&
        next?.kind === 'word' &&
        (next.capital || !lexicon.capitalisedNouns) &&
        !lexicon.nounLinks.has(next.lower) &&
        !lexicon.relatives.has(next.lower)
      )
        continue;
      if (index > 0 && run.from !== part.from) continue;
      const bare = withoutTitles(sentence, run, lexicon);
      if (bare.to - bare.from === 1 && lexicon.titles.has(sentence[bare.from]?.lower ?? '')) continue;
      // "Innenminister von Hessen, Ana Ruiz,": where somebody is minister.
      if (lexicon.capitalisedNouns && isParticle(sentence[bare.from]?.lower ?? '') && sentence[part.to + 1]?.capital)
        break;
      // "Analysts at Ryder Holm": the first word of a sentence.
      if (bare.to - bare.from === 1 && lexicon.groupNouns.has(sentence[bare.from]?.lower ?? '')) continue;
      if (lexicon.capitalisedNouns && index === 0 && isCommonNoun(sentence, bare, part, lexicon)) continue;
      const organization =
        isOrganizationWord(sentence[run.to - 1], lexicon) || isOrganizationWord(sentence[bare.from], lexicon);
      return { text: nameText(sentence, bare), organization, titled: bare.from > run.from };
    }
  }
  return null;
}

/** "of X", "de l'X": the name stands in a description. */
function isObject(sentence: Sentence, name: number, floor: number, lexicon: Lexicon): boolean {
  // "der Sprecher der Stadt", "der Präsident des Verbands"
  const [noun, link] = [sentence[name - 2], sentence[name - 1]];
  if (lexicon.capitalisedNouns && name - 2 >= floor && noun?.capital && lexicon.nounLinks.has(link?.lower ?? ''))
    return true;
  if (lexicon.capitalisedNouns && link?.lower === 'des') return true;
  let before = name - 1;
  while (before > floor && lexicon.articles.has(sentence[before]?.lower ?? '')) before--;
  // An article may have the form of a link: "der Vorsitzende", not "der" of "Mitglied der Partei".
  return before > floor && lexicon.nounLinks.has(sentence[before]?.lower ?? '');
}

/** German: a single noun after an article is no name. */
function isCommonNoun(
  sentence: Sentence,
  run: { from: number; to: number },
  part: { from: number },
  lexicon: Lexicon,
): boolean {
  if (run.to - run.from > 1) return false;
  const token = sentence[run.from];
  if (!token || /^\p{Lu}{2,}$/u.test(token.text)) return false;
  const article = sentence[run.from - 1];
  const described =
    run.from > part.from &&
    article !== undefined &&
    (lexicon.articles.has(article.lower) || /^[\p{Ll}\p{N}]/u.test(article.text));
  const contracted =
    run.from === part.from && /^(?:im|am|zum|zur|vom|beim)$/u.test(sentence[run.from - 1]?.lower ?? '');
  return (
    described ||
    contracted ||
    lexicon.personNouns.has(token.lower) ||
    lexicon.groupNouns.has(token.lower) ||
    lexicon.organizationNouns.has(token.lower)
  );
}

function describe(
  sentence: Sentence,
  phrase: Phrase,
  lexicon: Lexicon,
): { type: SpeakerType; gender: Gender | null; plural: boolean } {
  let type: SpeakerType = 'unknown';
  let gender: Gender | null = null;
  for (let at = phrase.from; at < phrase.to; at++) {
    const token = sentence[at];
    if (!token) break;
    if (at > phrase.from && at < phrase.core && lexicon.nounLinks.has(token.lower) && type !== 'unknown') break;
    const word = token.lower.replace(/['’]s?$/u, '');
    if (word !== token.lower && at + 1 < phrase.to) continue;
    gender ??= lexicon.gendered.get(word) ?? genderOfWord(token, lexicon);
    if (lexicon.groupNouns.has(word)) type = 'group';
    else if (lexicon.personNouns.has(word) || isTitle(token, lexicon)) type = type === 'group' ? type : 'person';
    else if (isOrganizationWord(token, lexicon) && at < phrase.core && type === 'unknown') type = 'organization';
    if (type === 'organization' && at + 1 < phrase.core && sentence[at + 1]?.kind === 'word') type = 'unknown';
  }
  return { type, gender, plural: type === 'group' };
}
