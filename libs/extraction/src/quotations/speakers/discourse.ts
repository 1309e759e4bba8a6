import type { Draft } from '../draft.ts';
import type { Lexicon } from '../grammar/lexicon.ts';
import { mainSubject } from '../grammar/main-subject.ts';
import { phraseAfter } from '../grammar/phrase-after.ts';
import type { Phrase } from '../grammar/phrase.ts';
import { isVerb } from '../grammar/word-classes.ts';
import { NameIndex } from './names.ts';
import { readSpeaker, type Speaker } from './speakers.ts';
import type { Sentence } from '../text/sentences.ts';

/** Further back a pronoun or an unattributed quotation is not traced. */
const memory = 12;
/** Tokens between the first noun of a subject and the comma that ends it. */
const longestSubject = 14;

/** "The head of the trust, Ana Ruiz, promised …": the subject up to the comma behind the name; null without one. */
function withName(sentence: Sentence, { from, core }: Phrase, lexicon: Lexicon): Phrase | null {
  const open = commaFrom(sentence, core);
  const close = commaFrom(sentence, open + 1);
  if (open === sentence.length || close === sentence.length || close - core > longestSubject) return null;
  const isName = sentence.slice(open + 1, close).every(({ capital }) => capital);
  const isClause = sentence.slice(core, open).some((_, at) => isVerb(sentence, core + at, lexicon));
  return isName && !isClause ? { from, to: close, core: open } : null;
}

/** Index of the first comma from a token on; the sentence's length without one. */
function commaFrom(sentence: Sentence, from: number): number {
  let at = from;
  while (at < sentence.length && sentence[at]?.text !== ',') at++;
  return at;
}

/** Who spoke and who was talked about so far: what pronouns and continued quotations refer to. */
export class Discourse {
  /** People and organisations in the order of mention, the newest last. */
  private readonly recent: Speaker[] = [];
  private lastDraft: Draft | null = null;
  private lastDraftParagraph = -1;
  private lastNamedParagraph = -1;

  /** Takes note of the subject of a sentence that was read. */
  notice(sentence: Sentence, paragraph: number, names: NameIndex, lexicon: Lexicon): void {
    const phrase = mainSubject(sentence, Math.min(sentence.length, 60), 0, lexicon);
    const core = phrase && readSpeaker(sentence, phrase, names, lexicon);
    const named = phrase && core?.canonicalName === null && !core.pronoun ? withName(sentence, phrase, lexicon) : null;
    const subject = named ? readSpeaker(sentence, named, names, lexicon) : core;
    if (!subject || subject.pronoun || (subject.canonicalName === null && subject.type !== 'person')) return;
    this.remember(subject);
    this.lastNamedParagraph = paragraph;
  }

  spoke(draft: Draft, paragraph: number): void {
    if (draft.speaker && !draft.speaker.pronoun) this.remember(draft.speaker);
    this.lastDraft = draft;
    this.lastDraftParagraph = paragraph;
  }

  /** The quotation that one without cue in this paragraph goes on from. */
  continued(paragraph: number): Draft | null {
    return this.lastDraft && paragraph - this.lastDraftParagraph <= 1 ? this.lastDraft : null;
  }

  /** Who was named last, as subject or speaker. */
  lastNamed(): Speaker | null {
    return this.recent.at(-1) ?? null;
  }

  /** The person that the sentences before in this paragraph are about. */
  talkedAbout(paragraph: number): Speaker | null {
    const last = this.recent.at(-1);
    return this.lastNamedParagraph === paragraph && last?.type === 'person' ? last : null;
  }

  sameParagraph(paragraph: number): boolean {
    return this.lastDraftParagraph === paragraph;
  }

  /** Gives a pronoun its name; other speakers come back as they are. */
  resolve(speaker: Speaker, sentence: Sentence, names: NameIndex, lexicon: Lexicon): Speaker {
    if (!speaker.pronoun || speaker.canonicalName !== null) return speaker;
    // "While Marsh praised the plan, she said …": the subordinate clause comes first.
    const first = sentence[0];
    if (first && lexicon.conjunctions.has(first.lower)) {
      const phrase = phraseAfter(sentence, 1, lexicon);
      const subject = phrase && readSpeaker(sentence, phrase, names, lexicon);
      if (subject && subject.start < speaker.start && subject.canonicalName !== null) this.remember(subject);
    }
    const { gender, plural } = speaker.pronoun;
    if (plural || gender === 'c') return speaker;
    for (let i = this.recent.length - 1; i >= 0; i--) {
      const known = this.recent[i];
      if (!known || known.plural) continue;
      const isPerson = gender !== 'n';
      if (isPerson ? known.type === 'organization' || known.type === 'group' : known.type !== 'organization') continue;
      if (isPerson && known.type !== 'person' && known.gender === null) continue;
      if (gender !== 'p' && isPerson && known.gender !== null && known.gender !== gender) continue;
      // Somebody without a name was meant: better none than a wrong one.
      if (known.canonicalName === null) return speaker;
      return { ...speaker, canonicalName: known.canonicalName, type: known.type, ambiguous: known.ambiguous };
    }
    return speaker;
  }

  private remember(speaker: Speaker): void {
    this.recent.push(speaker);
    if (this.recent.length > memory) this.recent.shift();
  }
}
