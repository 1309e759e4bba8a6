import { announcement } from './attribution/announcement.ts';
import type { Attribution } from './attribution/attribution.ts';
import { type QuotedReading, readQuoted } from './attribution/quoted.ts';
import { contentEnd, isReportive, reportedClause } from './attribution/reported-clause.ts';
import { type Draft, draft, type Range } from './draft.ts';
import type { Lexicon } from './grammar/lexicon.ts';
import { lexiconFor } from './lexicons/lexicons.ts';
import { Discourse } from './speakers/discourse.ts';
import { NameIndex } from './speakers/names.ts';
import { readSpeaker, type Speaker } from './speakers/speakers.ts';
import { isQuotedHeading } from './text/headings.ts';
import { pairMarks, type Stretch } from './text/marks.ts';
import { type Sentence, splitSentences } from './text/sentences.ts';
import { tokenize } from './text/tokens.ts';

interface Paragraph {
  readonly start: number;
  readonly sentences: readonly Sentence[];
  readonly unbalanced: boolean;
}

interface Block {
  readonly start: number;
  readonly end: number;
  readonly kind?: string;
}

/** From the first token to the last; none where there are none. */
function rangeOf(tokens: Sentence): Range[] {
  const [start, end] = [tokens[0]?.start, tokens.at(-1)?.end];
  return start === undefined || end === undefined ? [] : [{ start, end }];
}

/** Kinds of blocks that hold no running text. */
const skipped = new Set(['subheading', 'table']);

/** Reads an article's paragraphs one after the other, remembering who spoke. */
export class ArticleReader {
  private readonly names = new NameIndex();
  private readonly discourse = new Discourse();
  private readonly drafts: Draft[] = [];
  private readonly lexicon: Lexicon;
  private readonly text: string;
  /** A quotation whose closing mark is still to come, in a later paragraph. */
  private open: Draft | null = null;
  /** Attribution at the end of a paragraph that ends in a colon. */
  private announced: { sentence: Sentence; reading: Attribution | null } | null = null;

  constructor(text: string, language: string | null) {
    this.text = text;
    this.lexicon = lexiconFor(language);
  }

  read(blocks: readonly Block[]): Draft[] {
    const paragraphs = blocks.filter(({ kind }) => !skipped.has(kind ?? '')).map((block) => this.paragraph(block));
    // Names first: a surname may stand before the full name is known.
    for (const { sentences } of paragraphs) for (const sentence of sentences) this.names.add(sentence, this.lexicon);
    paragraphs.forEach((paragraph, index) => {
      this.readParagraph(paragraph, index);
    });
    return this.drafts;
  }

  private paragraph({ start, end }: Block): Paragraph {
    const { stretches, unbalanced } = pairMarks(this.text, start, end);
    const tokens = tokenize(this.text, start, end, stretches, this.lexicon);
    return { start, sentences: splitSentences(this.text, tokens, this.lexicon), unbalanced };
  }

  private readParagraph({ sentences, unbalanced }: Paragraph, index: number): void {
    if (isQuotedHeading(this.text, sentences)) return;
    for (const [at, sentence] of sentences.entries()) {
      const known = this.drafts.length;
      const first = sentence[0];
      const carriedOn = at === 0 && first?.kind === 'quotation' && this.open !== null;
      for (const reading of readQuoted(this.text, sentence, this.lexicon))
        this.takeQuoted(sentence, reading, index, carriedOn && reading.marks[0] === 0);
      if (this.drafts.length === known && !carriedOn) this.takeIndirect(sentence, index);
      if (unbalanced)
        for (const item of this.drafts.slice(known)) if (item.type !== 'indirect') item.issues.add('UNBALANCED_MARKS');
      this.discourse.notice(sentence, this.names, this.lexicon);
    }
    this.endParagraph(sentences);
  }

  private endParagraph(sentences: readonly Sentence[]): void {
    const last = sentences.at(-1);
    this.announced = null;
    const lastStretch = last?.findLast((token) => token.kind === 'quotation')?.stretch;
    if (lastStretch === undefined || lastStretch.closed) this.open = null;
    if (last?.at(-1)?.text === ':') {
      const attribution = announcement(last, this.lexicon);
      this.announced = { sentence: last, reading: attribution };
    }
  }

  private takeQuoted(sentence: Sentence, reading: QuotedReading, paragraph: number, carriedOn: boolean): void {
    const stretches = reading.marks.flatMap((mark) => sentence[mark]?.stretch ?? []);
    const first = stretches[0];
    if (!first) return;
    const parts = stretches.map(({ start, end }) => ({ start, end }));
    const open = this.open;
    if (carriedOn && open) {
      // The quotation of the paragraph before goes on: one quotation with another segment.
      open.segments.push(...parts);
      open.parts.push(...parts);
      if (reading.attribution && open.speaker === null) this.attribute(open, sentence, reading, paragraph);
      if (first.closed) open.issues.delete('UNCLOSED_MARK');
      this.open = first.closed ? null : open;
      this.discourse.spoke(open, paragraph);
      return;
    }
    const item = reading.clause ? this.mixed(sentence, reading, parts) : draft('direct', parts, [...parts]);
    this.attribute(item, sentence, reading, paragraph);
    if (item.speaker === null && !reading.attribution?.cue.lemma) this.attributeFromContext(item, reading, paragraph);
    if (item.speaker === null) item.issues.add('SPEAKER_NOT_FOUND');
    this.markUnclosed(item, stretches);
    this.drafts.push(item);
    this.discourse.spoke(item, paragraph);
    for (const stretch of stretches) this.takeNested(stretch, item, paragraph);
  }

  /** Speech quoted inside a quotation, where a verb of saying leads to it: "She told me, ‘…’". */
  private takeNested(outer: Stretch, parent: Draft, paragraph: number): void {
    if (outer.nested.length === 0) return;
    const tokens = tokenize(this.text, outer.innerStart, outer.innerEnd, outer.nested, this.lexicon);
    for (const sentence of splitSentences(this.text, tokens, this.lexicon)) {
      for (const reading of readQuoted(this.text, sentence, this.lexicon)) {
        if (reading.type !== 'direct' || !reading.attribution?.cue.speech) continue;
        const parts = reading.marks
          .flatMap((mark) => sentence[mark]?.stretch ?? [])
          .map(({ start, end }) => ({ start, end }));
        const item = draft('direct', parts, [...parts], { nestedIn: parent });
        this.attribute(item, sentence, reading, paragraph);
        if (item.speaker === null) continue;
        this.drafts.push(item);
      }
    }
  }

  private mixed(sentence: Sentence, { clause }: QuotedReading, parts: Range[]): Draft {
    const inside = sentence.slice(clause?.from ?? 0, clause?.to ?? sentence.length);
    const start = inside[0]?.start ?? parts[0]?.start ?? 0;
    const end = inside.at(-1)?.end ?? start;
    const quoted = inside.flatMap(({ stretch }) => (stretch ? [{ start: stretch.start, end: stretch.end }] : []));
    return draft('mixed', [{ start, end }], quoted);
  }

  private markUnclosed(item: Draft, stretches: readonly Stretch[]): void {
    const last = stretches.at(-1);
    if (!last || last.closed) return;
    item.issues.add('UNCLOSED_MARK');
    this.open = item;
  }

  private attribute(
    item: Draft,
    sentence: Sentence,
    reading: Pick<QuotedReading, 'attribution' | 'addressee'>,
    paragraph: number,
  ): void {
    const { attribution, addressee } = reading;
    if (!attribution) return;
    const cueTokens = sentence.slice(attribution.cue.from, attribution.cue.to);
    const [firstCue, lastCue] = [cueTokens[0], cueTokens.at(-1)];
    item.cue = firstCue && lastCue ? { start: firstCue.start, end: lastCue.end, lemma: attribution.cue.lemma } : null;
    if (addressee) item.addressee = this.slice(sentence, addressee.from, addressee.to);
    const speaker = attribution.speaker && readSpeaker(sentence, attribution.speaker, this.names, this.lexicon);
    if (speaker && item.cue === null && speaker.type === 'unknown' && !speaker.pronoun) return;
    if (speaker) this.setSpeaker(item, speaker, sentence);
    else this.carrySpeaker(item, sentence, paragraph);
    if (!item.cue) item.issues.add('NO_CUE');
  }

  private setSpeaker(item: Draft, found: Speaker, sentence: Sentence): void {
    const speaker = this.discourse.resolve(found, sentence, this.names, this.lexicon);
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
    if (!last?.speaker || !(sameSentence || (this.lexicon.subjectAfterVerb && this.discourse.sameParagraph(paragraph))))
      return;
    item.speaker = last.speaker;
    item.resolution = last.resolution === 'pronoun' ? 'pronoun' : 'continuation';
    if (!sameSentence) item.continues = last;
  }

  /** No cue in the sentence: announced by a colon, or going on from the quotation before. */
  private attributeFromContext(item: Draft, reading: QuotedReading, paragraph: number): void {
    if (this.announced && reading.continues) {
      const { sentence, reading: attribution } = this.announced;
      if (attribution) this.attribute(item, sentence, { attribution, addressee: null }, paragraph);
      if (item.speaker) return;
    }
    const before = reading.continues || reading.attribution ? this.discourse.continued(paragraph) : null;
    if (!before?.speaker) {
      item.issues.add('NO_CUE');
      return;
    }
    this.goOn(item, before, paragraph);
  }

  private goOn(item: Draft, before: Draft | null, paragraph: number): void {
    if (!before?.speaker) return;
    item.speaker = before.speaker;
    item.resolution = 'continuation';
    if (before.type !== 'indirect' || item.type === 'indirect') item.continues = before;
    if (this.discourse.sameParagraph(paragraph)) item.cue = before.cue;
    else item.issues.add('NO_CUE');
  }

  /** Reported speech that goes on in the next sentence by the mood of its verb. */
  private continuedReport(
    sentence: Sentence,
    paragraph: number,
  ): { from: number; to: number; rest?: never; attribution: null } | null {
    if (!this.discourse.sameParagraph(paragraph) || !isReportive(sentence, this.lexicon)) return null;
    return { from: 0, to: contentEnd(sentence), attribution: null };
  }

  private takeIndirect(sentence: Sentence, paragraph: number): void {
    const clause = reportedClause(sentence, this.lexicon) ?? this.continuedReport(sentence, paragraph);
    if (!clause) return;
    const parts = [clause, clause.rest].flatMap((part) => (part ? [sentence.slice(part.from, part.to)] : []));
    const segments = parts.flatMap(rangeOf);
    if (segments.length === 0) return;
    const quoted = parts.flat().flatMap(({ stretch }) => (stretch ? [{ start: stretch.start, end: stretch.end }] : []));
    const item = draft(quoted.length > 0 ? 'mixed' : 'indirect', segments, quoted);
    if (clause.attribution)
      this.attribute(item, sentence, { attribution: clause.attribution, addressee: null }, paragraph);
    else this.goOn(item, this.discourse.continued(paragraph), paragraph);
    if (item.speaker === null) return;
    this.drafts.push(item);
    this.discourse.spoke(item, paragraph);
  }

  private slice(sentence: Sentence, from: number, to: number): string | null {
    const [first, last] = [sentence[from], sentence[to - 1]];
    return first && last ? this.text.slice(first.start, last.end) : null;
  }
}
