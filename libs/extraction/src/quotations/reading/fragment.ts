import { attributionAfter } from '../attribution/after.ts';
import { type Attribution, phraseCue } from '../attribution/attribution.ts';
import { attributionBefore } from '../attribution/before.ts';
import { likelihood } from '../attribution/likelier-subject.ts';
import { phraseAfter } from '../grammar/phrase-after.ts';
import { shapeOf } from './shape.ts';
import { cueAt, sourcePhraseAt } from '../grammar/cues.ts';
import type { Lexicon } from '../grammar/lexicon.ts';
import { isQuotedName, isVerb } from '../grammar/word-classes.ts';
import type { Sentence } from '../text/sentences.ts';
import { isText } from '../text/tokens.ts';
import type { Draft } from '../draft.ts';

/**
 * Is the quotation token at `at` a piece of speech built into the reporter's sentence ("der Plan sei „völlig untragbar“"), not a
 * name, a title or a scare quote? Only for languages that count such pieces as quotations of their own.
 */
export function isFragment(text: string, sentence: Sentence, at: number, lexicon: Lexicon): boolean {
  const token = sentence[at];
  if (!token || isNamed(sentence, at, lexicon) || isSource(sentence, at, lexicon) || isTerm(sentence, at)) return false;
  const shape = shapeOf(text, token, lexicon);
  const evidence = evidenceOf(around(sentence, at), lexicon);
  if (!shape.capital) {
    if (shape.words >= 3) return true;
    return shape.words === 2 ? evidence !== 'none' : evidence === 'cue';
  }
  if (shape.words >= 5) return evidence !== 'none' && !shape.titleCase;
  return evidence === 'cue' && isJudgement(sentence, at, lexicon);
}

/** What is looked at on either side of a fragment. */
const reach = 60;
export const around = (sentence: Sentence, at: number): Sentence => sentence.slice(Math.max(0, at - reach), at + reach);

/** Words between a fragment and the comma before its speaker. */
const tailReach = 20;

type Evidence = 'cue' | 'mood' | 'none';

/** What in the sentence says that somebody is speaking. */
function evidenceOf(sentence: Sentence, lexicon: Lexicon): Evidence {
  let found: Evidence = 'none';
  for (const [at, token] of sentence.entries()) {
    if (token.kind !== 'word') continue;
    if (lexicon.cues.has(token.lower) && !token.capital) return 'cue';
    if (
      lexicon.reportive.has(token.lower) ||
      lexicon.sourceAfter.has(token.lower) ||
      sourcePhraseAt(sentence, at, lexicon) > 0
    )
      found = 'mood';
  }
  return found;
}

/** "unter dem Motto „…“", "das Buch „…“", "die sogenannte „…“": the marks hold a name. */
export function isNamed(sentence: Sentence, at: number, lexicon: Lexicon): boolean {
  const isApart = isText(sentence[at - 1], ',') || (lexicon.capitalisedNouns && sentence[at - 1]?.lower === 'wie');
  const before = sentence[isApart ? at - 2 : at - 1];
  return before?.kind === 'word' && lexicon.namers.some((ending) => before.lower.endsWith(ending));
}

/** "Die „Morgenpost“ berichtete", "sagte Marsh der „Morgenpost“:": the marks hold the name of whoever reports or is spoken to. */
export function isSource(sentence: Sentence, at: number, lexicon: Lexicon): boolean {
  if (!lexicon.capitalisedNouns || !sentence[at]?.named) return false;
  if (sentence[at - 1]?.lower !== 'wie' && !isQuotedName(sentence, at, lexicon)) return false;
  if (isText(sentence[at + 1], ':') || cueAt(sentence, at + 1, lexicon)?.speech === true) return true;
  const isAddressee = isText(sentence[at + 1], ',') && /^de[rm]$/u.test(sentence[at - 1]?.lower ?? '');
  return isAddressee && [at - 2, at - 3, at - 4].some((i) => cueAt(sentence, i, lexicon)?.speech === true);
}

/** "nennt sich „Neues Blatt“", "nennt man „Sonnenwind“": nobody's words, but what something is called. */
function isTerm(sentence: Sentence, at: number): boolean {
  if (sentence[at]?.capital !== true && sentence[at - 1]?.lower !== 'sich') return false;
  return sentence
    .slice(Math.max(0, at - 4), at + 5)
    .some(
      ({ lower }, i, near) =>
        /^(?:nennt|nennen|genannt)$/u.test(lower) &&
        near.some((word) => /^(?:sich|man|wird|werden|wurden?)$/u.test(word.lower)),
    );
}

/** "sprach von „Betrug“" */
const speaksOf = (sentence: Sentence, at: number): boolean =>
  sentence.slice(Math.max(0, at - 8), at).some(({ lower }) => /^(?:sprach|sprachen|spricht|sprechen)$/u.test(lower));

/** "nannte ihn einen „Lügner“", "als „Irrweg“ bezeichnet": nouns in marks that say what somebody thinks of something. */
function isJudgement(sentence: Sentence, at: number, lexicon: Lexicon): boolean {
  const before = sentence[at - 1];
  if (before?.kind !== 'word' || isText(sentence[at + 1], '(')) return false;
  return lexicon.judging.has(before.lower) || (before.lower === 'von' && speaksOf(sentence, at));
}

/** A fragment outside of what was read as a clause: the cue after it, the source of the sentence, else the cue before. */
export const fragmentAttribution = (sentence: Sentence, at: number, lexicon: Lexicon): Attribution | null =>
  attributionAfter(sentence, at, lexicon) ??
  trailing(sentence, at, lexicon) ??
  sourceBehind(sentence, at, lexicon) ??
  viewpoint(sentence, at, lexicon) ??
  attributionBefore(sentence, at, lexicon);

/** "Sie sei „völlig entsetzt“ über den Bau, sagte Marsh." */
function trailing(sentence: Sentence, fragment: number, lexicon: Lexicon): Attribution | null {
  for (let at = fragment + 1; at < Math.min(fragment + tailReach, sentence.length - 2); at++) {
    if (!isText(sentence[at], ',')) continue;
    const found = attributionAfter(sentence, at - 1, lexicon);
    if (found?.cue.speech && found.speaker && found.speaker.from > at && found.cue.from <= at + 2) return found;
  }
  return null;
}

/** "Für Marsh ist das „ein Anfang“": who sees it so. */
function viewpoint(sentence: Sentence, fragment: number, lexicon: Lexicon): Attribution | null {
  for (let at = fragment - 2; at >= Math.max(0, fragment - reach); at--) {
    if (!lexicon.viewpoint.has(sentence[at]?.lower ?? '')) continue;
    const speaker = phraseAfter(sentence, at + 1, lexicon);
    if (!speaker || speaker.to > fragment || likelihood(sentence, speaker, lexicon) < 2) continue;
    const isSeen = [sentence[speaker.to], sentence[at - 1]].some((token) => lexicon.copulas.has(token?.lower ?? ''));
    if (isSeen) return { cue: phraseCue(sentence, at, 1), speaker, participle: false };
  }
  return null;
}

/** "Dem Bericht zufolge war die Wand „porös“." */
function sourceBehind(sentence: Sentence, fragment: number, lexicon: Lexicon): Attribution | null {
  if (lexicon.sourceAfter.size === 0) return null;
  let word = Math.max(1, fragment - reach);
  while (word < fragment + reach && !lexicon.sourceAfter.has(sentence[word]?.lower ?? '')) word++;
  if (word === fragment + reach) return null;
  let from = word;
  while (
    from > 0 &&
    word - from < longestSource &&
    sentence[from - 1]?.kind === 'word' &&
    !isVerb(sentence, from - 1, lexicon)
  )
    from--;
  return from < word
    ? { cue: phraseCue(sentence, word, 1), speaker: { from, to: word, core: word }, participle: false }
    : null;
}

const fewestOutside = 4;
const longestSource = 8;

/** Does the mixed quotation report a clause, or only name something? */
export function isClause(text: string, item: Draft, lexicon: Lexicon): boolean {
  const { cue } = item;
  if (cue?.speech === false) return false;
  const start = item.segments[0]?.start ?? 0;
  // "warnte die Stadt vor „…“": an object of the verb, no clause.
  const isObject = cue !== null && cue.start < start && lexicon.cues.has(text.slice(cue.start, cue.end).toLowerCase());
  const [first = ''] = /^\p{L}+/u.exec(text.slice(start, start + 12).toLowerCase()) ?? [];
  if (isObject && text[start - 2] !== ',' && !lexicon.complementizers.has(first)) return false;
  let outside = 0;
  let from = item.segments[0]?.start ?? 0;
  for (const { start, end } of [...item.parts, { start: item.segments.at(-1)?.end ?? 0, end: 0 }]) {
    outside += text.slice(from, start).match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
    from = end;
  }
  return outside >= fewestOutside;
}
