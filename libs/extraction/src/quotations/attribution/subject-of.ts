import { type Attribution, namesSomebody, nominative } from './attribution.ts';
import { cueAt, type CueMatch, isPassive } from '../grammar/cues.ts';
import type { Lexicon } from '../grammar/lexicon.ts';
import { mainSubject } from '../grammar/main-subject.ts';
import { phraseAfter } from '../grammar/phrase-after.ts';
import { phraseBefore } from '../grammar/phrase-before.ts';
import type { Phrase } from '../grammar/phrase.ts';
import { isAdverb, isAuxiliary, isQuotedName, pronounOf, startsPhrase } from '../grammar/word-classes.ts';
import type { Sentence } from '../text/sentences.ts';
import { isText } from '../text/tokens.ts';
import { likelierSubject } from './likelier-subject.ts';
import { printedSource } from './printed-source.ts';

const reachOfParticiple = 12;
const reachOfAgent = 24;

/** The cue with its subject, wherever the language puts it. */
export function subjectOf(sentence: Sentence, cue: CueMatch, lexicon: Lexicon): Attribution {
  if (isPassive(sentence, cue, lexicon)) {
    const speaker = agentOf(sentence, cue.from, lexicon);
    return { cue, speaker, participle: false, unnamed: speaker === null };
  }
  const subject = subjectPhrase(sentence, cue, lexicon);
  return { cue, speaker: printedSource(sentence, cue, subject, lexicon) ?? subject, participle: cue.participle };
}

/** "von der Regierung" of "wurde von der Regierung … bezeichnet", "im „Blatt“". */
function agentOf(sentence: Sentence, participle: number, lexicon: Lexicon): Phrase | null {
  for (let at = participle - 1; at >= Math.max(0, participle - reachOfAgent); at--) {
    if (isText(sentence[at], ',')) return null;
    if (isQuotedName(sentence, at, lexicon) && isAgent(sentence, at)) return { from: at, to: at + 1, core: at + 1 };
    if (!/^(?:von|vom)$/u.test(sentence[at]?.lower ?? '')) continue;
    const phrase = phraseAfter(sentence, at + 1, lexicon);
    return phrase && namesSomebody(sentence, phrase, lexicon) ? { ...phrase, to: phrase.core } : null;
  }
  return null;
}

/** "im „Blatt“", "von der „Rundschau“", not "der „Turm“ wurde …". */
const isAgent = (sentence: Sentence, at: number): boolean =>
  /^(?:im|vom)$/u.test(sentence[at - 1]?.lower ?? '') || /^(?:in|von)$/u.test(sentence[at - 2]?.lower ?? '');

function subjectPhrase(sentence: Sentence, cue: CueMatch, lexicon: Lexicon): Phrase | null {
  const floor = clauseStart(sentence, cue.from);
  // "Der Sender zitierte den Minister": who is quoted speaks.
  if (lexicon.citing.has(cue.lemma)) {
    let at = cue.to;
    while (pronounOf(sentence[at], lexicon) || isAdverb(sentence[at], lexicon)) at++;
    const cited = phraseAfter(sentence, at, lexicon);
    if (cited) return cited;
  }
  if (lexicon.verbFinal) return mainSubject(sentence, cue.from, floor, lexicon);
  if (lexicon.subjectAfterVerb) return subjectAround(sentence, cue, floor, lexicon);
  const before = sentence[cue.from - 1];
  if (
    cue.participle &&
    (before === undefined || isText(before, ',') || before.kind === 'quotation' || !startsPhrase(before, lexicon))
  ) {
    const leading = leadingCue(sentence, cue.from, floor, lexicon);
    return leading ? subjectPhrase(sentence, leading, lexicon) : mainSubject(sentence, cue.from, floor, lexicon);
  }
  return (
    inverted(sentence, cue, floor, lexicon) ??
    phraseBefore(sentence, cue.from, floor, lexicon) ??
    mainSubject(sentence, cue.from, floor, lexicon)
  );
}

/** "…, Marsh said, adding …": the verb before, which has the subject. */
function leadingCue(sentence: Sentence, participle: number, floor: number, lexicon: Lexicon): CueMatch | null {
  for (let at = participle - 2; at >= Math.max(floor, participle - reachOfParticiple); at--) {
    if (sentence[at]?.kind === 'quotation') return null;
    const cue = cueAt(sentence, at, lexicon);
    if (cue?.speech && !cue.participle) return cue;
  }
  return null;
}

/** "Stated Marsh:", "In other words, explained the host:" */
function inverted(sentence: Sentence, cue: CueMatch, floor: number, lexicon: Lexicon): Phrase | null {
  if (!cue.speech || cue.participle || lexicon.addressing.has(cue.lemma)) return null;
  if (cue.from === floor) return sentence[cue.to]?.capital ? phraseAfter(sentence, cue.to, lexicon) : null;
  if (!isText(sentence[cue.from - 1], ',')) return null;
  const speaker = phraseAfter(sentence, cue.to, lexicon);
  return speaker && isText(sentence[speaker.to], ',', ':') ? speaker : null;
}

/** Languages whose subject may stand on either side of the verb. */
function subjectAround(sentence: Sentence, cue: CueMatch, floor: number, lexicon: Lexicon): Phrase | null {
  const verb = finiteVerb(sentence, cue, floor, lexicon);
  let last = verb - 1;
  while (last >= floor && (isAuxiliary(sentence[last], lexicon) || isAdverb(sentence[last], lexicon))) last--;
  const joined = lexicon.and.has(sentence[last]?.lower ?? '');
  let next = verb + 1;
  while (isAdverb(sentence[next], lexicon) || lexicon.reflexives.has(sentence[next]?.lower ?? '')) next++;
  const after = nominative(sentence, phraseAfter(sentence, next, lexicon), lexicon);
  const main = (): Phrase | null => nominative(sentence, mainSubject(sentence, cue.from, floor, lexicon), lexicon);
  if (joined) return main() ?? after;
  if (lexicon.capitalisedNouns) {
    const before = phraseBefore(sentence, verb, floor, lexicon);
    return likelierSubject(sentence, before, after, floor, lexicon) ?? main();
  }
  // "Weil es regnet, warnte die Ministerin …"
  if (after && (isText(sentence[last], ',') || opensWithAdverbial(sentence, floor, last, lexicon))) return after;
  return nominative(sentence, phraseBefore(sentence, verb, floor, lexicon), lexicon) ?? after ?? main();
}

const have = /^(?:hat|haben|hatte|hatten)$/u;
const haveOrBecome = /^(?:hat|haben|hatte|hatten|wird|werden|wurden?)$/u;

/** German: the auxiliary of "X hatte die Pläne scharf kritisiert", "X wird wie folgt zitiert", else the cue itself. */
function finiteVerb(sentence: Sentence, cue: CueMatch, floor: number, lexicon: Lexicon): number {
  if (!lexicon.capitalisedNouns) return cue.from;
  const auxiliary = lexicon.citing.has(cue.lemma) ? haveOrBecome : have;
  for (let at = cue.from - 1; at >= Math.max(floor, cue.from - 30); at--) {
    if (isText(sentence[at], ',')) break;
    if (auxiliary.test(sentence[at]?.lower ?? '')) return at;
  }
  return cue.from;
}

/** "In Berlin sagte …", "Wörtlich sagte …": what stands before the verb is no subject. */
function opensWithAdverbial(sentence: Sentence, floor: number, last: number, lexicon: Lexicon): boolean {
  const first = sentence[floor];
  if (last < floor || first === undefined) return true;
  if (pronounOf(first, lexicon)) return false;
  return (
    lexicon.prepositions.has(first.lower) ||
    lexicon.conjunctions.has(first.lower) ||
    lexicon.oblique.has(first.lower) ||
    isAdverb(first, lexicon)
  );
}

/** First token of the clauses that hold `at`: after the last colon or semicolon. */
function clauseStart(sentence: Sentence, at: number): number {
  const lowest = Math.max(0, at - 80);
  for (let i = at - 1; i >= lowest; i--)
    if (isText(sentence[i], ';', ':') && !/^\d/u.test(sentence[i + 1]?.text ?? '')) return i + 1;
  return lowest;
}
