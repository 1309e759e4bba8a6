import { announcement } from './attribution/announcement.ts';
import type { Attribution } from './attribution/attribution.ts';
import { around, fragmentAttribution } from './reading/fragment.ts';
import { isReportive } from './reading/reported-clause.ts';
import type { QuotedReading } from './reading/quoted.ts';
import type { Draft } from './draft.ts';
import type { Lexicon } from './grammar/lexicon.ts';
import { Discourse } from './speakers/discourse.ts';
import { NameIndex } from './speakers/names.ts';
import { readSpeaker, type Speaker } from './speakers/speakers.ts';
import type { Sentence } from './text/sentences.ts';

const hasSpeaker = ({ speaker }: Draft): boolean => speaker !== null;

/** Gives the drafts of one article their cue and speaker, from their own sentence or from what was said before. */
export class Attributor {
  readonly names = new NameIndex();
  readonly discourse = new Discourse();
  private readonly text: string;
  private readonly lexicon: Lexicon;
  /** Attribution at the end of a paragraph that ends in a colon. */
  private announced: { sentence: Sentence; reading: Attribution | null } | null = null;

  constructor(text: string, lexicon: Lexicon) {
    this.text = text;
    this.lexicon = lexicon;
  }

  /** A paragraph that ends in a colon announces what the next one begins with. */
  endParagraph(last: Sentence | undefined): void {
    this.announced = last?.at(-1)?.text === ':' ? { sentence: last, reading: announcement(last, this.lexicon) } : null;
  }

  /** By the cue of the quotation's own sentence. */
  attribute(
    item: Draft,
    sentence: Sentence,
    reading: Pick<QuotedReading, 'attribution' | 'addressee'>,
    paragraph: number,
  ): void {
    const { attribution, addressee } = reading;
    if (!attribution) return;
    const cueTokens = sentence.slice(attribution.cue.from, attribution.cue.to);
    const [firstCue, lastCue] = [cueTokens[0], cueTokens.at(-1)];
    const { lemma, speech } = attribution.cue;
    item.cue = firstCue && lastCue ? { start: firstCue.start, end: lastCue.end, lemma, speech } : null;
    if (addressee) item.addressee = this.slice(sentence, addressee.from, addressee.to);
    const speaker = attribution.speaker && readSpeaker(sentence, attribution.speaker, this.names, this.lexicon);
    if (speaker && item.cue === null && speaker.type === 'unknown' && !speaker.pronoun) return;
    if (speaker) this.setSpeaker(item, speaker, sentence);
    else if (!attribution.unnamed) this.carrySpeaker(item, sentence, paragraph);
    if (!item.cue) item.issues.add('NO_CUE');
  }

  /** By the cue behind the last paragraph of a quotation: surer than that it goes on from the one before. */
  attributeLate(
    item: Draft,
    sentence: Sentence,
    reading: Pick<QuotedReading, 'attribution' | 'addressee'>,
    paragraph: number,
  ): void {
    if (!reading.attribution || (item.speaker !== null && item.resolution !== 'continuation')) return;
    item.issues.delete('NO_CUE');
    item.issues.delete('SPEAKER_NOT_FOUND');
    this.attribute(item, sentence, reading, paragraph);
    if (item.resolution !== 'continuation') item.continues = null;
  }

  /** No cue in the sentence: announced by a colon, or going on from the quotation before. */
  attributeFromContext(item: Draft, reading: QuotedReading, paragraph: number): void {
    if (this.announced && reading.continues) {
      const { sentence, reading: attribution } = this.announced;
      if (attribution) this.attribute(item, sentence, { attribution, addressee: null }, paragraph);
      if (item.speaker) return;
    }
    const before = reading.continues || reading.attribution ? this.discourse.continued(paragraph) : null;
    if (before?.speaker) this.goOn(item, before, paragraph);
    else if (reading.continues) this.attributeTo(this.discourse.talkedAbout(paragraph), item);
    else item.issues.add('NO_CUE');
  }

  /** The speaker of the quotation before says this too. */
  goOn(item: Draft, before: Draft | null, paragraph: number): void {
    if (!before?.speaker) return;
    item.speaker = before.speaker;
    item.resolution = 'continuation';
    if (before.type !== 'indirect' || item.type === 'indirect') item.continues = before;
    if (this.discourse.sameParagraph(paragraph)) item.cue = before.cue;
    else item.issues.add('NO_CUE');
  }

  /** A piece of speech in a sentence that was not read as reported: by its own cue, else it goes on from what was said before. */
  attributeFragment(item: Draft, sentence: Sentence, at: number, paragraph: number): void {
    const attribution = fragmentAttribution(sentence, at, this.lexicon);
    this.attribute(item, sentence, { attribution, addressee: null }, paragraph);
    if (hasSpeaker(item) || attribution?.unnamed) return;
    this.goOn(item, this.discourse.continued(paragraph), paragraph);
    if (!hasSpeaker(item) && isReportive(around(sentence, at), this.lexicon))
      this.attributeTo(this.discourse.lastNamed(), item);
  }

  /** Somebody is quoted, the sentence does not say who: whoever the text is about. */
  private attributeTo(speaker: Speaker | null, item: Draft): void {
    item.speaker = speaker;
    if (item.speaker) item.resolution = 'continuation';
    item.issues.add('NO_CUE');
  }

  private setSpeaker(item: Draft, found: Speaker, sentence: Sentence): void {
    // "“He told me, ‘…’,” Marsh said": whoever speaks calls nobody else's words their own.
    const speaker = item.nestedIn ? found : this.discourse.resolve(found, sentence, this.names, this.lexicon);
    item.speaker = speaker;
    item.resolution = speaker.pronoun ? 'pronoun' : 'explicit';
    if (speaker.pronoun && speaker.canonicalName === null) item.issues.add('PRONOUN_UNRESOLVED');
    if (speaker.ambiguous) item.issues.add('SPEAKER_AMBIGUOUS');
  }

  /** ", adding that …": the speaker named before in the sentence; languages that leave pronouns out: before in the paragraph. */
  private carrySpeaker(item: Draft, sentence: Sentence, paragraph: number): void {
    const start = sentence[0]?.start ?? 0;
    const last = this.discourse.continued(paragraph);
    const sameSentence = last !== null && (last.segments[0]?.start ?? 0) >= start;
    const mayBeLeftOut = this.lexicon.subjectAfterVerb || this.lexicon.segmenter !== null;
    if (!last?.speaker || !(sameSentence || (mayBeLeftOut && this.discourse.sameParagraph(paragraph)))) return;
    item.speaker = last.speaker;
    item.resolution = last.resolution === 'pronoun' ? 'pronoun' : 'continuation';
    if (!sameSentence) item.continues = last;
  }

  private slice(sentence: Sentence, from: number, to: number): string | null {
    const [first, last] = [sentence[from], sentence[to - 1]];
    return first && last ? this.text.slice(first.start, last.end) : null;
  }
}
