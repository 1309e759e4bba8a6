import { isClause, isFragment } from './reading/fragment.ts';
import { type QuotedReading, readQuoted } from './reading/quoted.ts';
import { addedClause } from './reading/added-clause.ts';
import { contentEnd, isReportive, type ReportedClause, reportedClause } from './reading/reported-clause.ts';
import { attributionByNext } from './attribution/after.ts';
import type { Attribution } from './attribution/attribution.ts';
import { Attributor } from './attributor.ts';
import { dashedSpeech } from './reading/dashed-speech.ts';
import { speakerInside } from './attribution/speaker-inside.ts';
import { type Draft, draft, type Range } from './draft.ts';
import type { Lexicon } from './grammar/lexicon.ts';
import { lexiconFor } from './lexicons/lexicons.ts';
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

/** The part of a sentence before its first quotation and whoever is named for that: it may report something else. */
function beforeQuoted(sentence: Sentence, readings: readonly QuotedReading[]): Sentence {
  let to = sentence.length;
  for (const { marks, clause, attribution } of readings)
    to = Math.min(
      to,
      marks[0] ?? to,
      clause?.from ?? to,
      attribution?.cue.from ?? to,
      attribution?.speaker?.from ?? to,
    );
  return sentence.slice(0, to);
}

/** Kinds of blocks that hold no running text. */
const skipped = new Set(['subheading', 'table']);

/** Reads an article's paragraphs one after the other, remembering who spoke. */
export class ArticleReader {
  private readonly attributor: Attributor;
  private readonly drafts: Draft[] = [];
  private readonly lexicon: Lexicon;
  private readonly text: string;
  /** A quotation whose closing mark is still to come, in a later paragraph. */
  private open: Draft | null = null;

  constructor(text: string, language: string | null) {
    this.text = text;
    this.lexicon = lexiconFor(language);
    this.attributor = new Attributor(text, this.lexicon);
  }

  read(blocks: readonly Block[]): Draft[] {
    const paragraphs = blocks.filter(({ kind }) => !skipped.has(kind ?? '')).map((block) => this.paragraph(block));
    // Names first: a surname may stand before the full name is known.
    for (const { sentences } of paragraphs)
      for (const sentence of sentences) this.attributor.names.add(sentence, this.lexicon);
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
    if (this.takeDashed(sentences, index)) return;
    for (const [at, sentence] of sentences.entries()) {
      const known = this.drafts.length;
      const first = sentence[0];
      const carriedOn = at === 0 && first?.kind === 'quotation' && this.open !== null;
      const readings = readQuoted(this.text, sentence, this.lexicon);
      if (readings.length > 0 && !carriedOn) this.takeIndirect(beforeQuoted(sentence, readings), index, false);
      for (const reading of readings) {
        const isCarriedOn = carriedOn && reading.marks[0] === 0;
        this.takeQuoted(sentence, reading, index, isCarriedOn, reading.continues ? sentences[at + 1] : undefined);
      }
      if (this.drafts.length === known && !carriedOn) this.takeIndirect(sentence, index);
      if (this.drafts.length > known) this.takeAdded(sentence, index);
      if (this.lexicon.quotedFragments) this.takeFragments(sentence, known, index);
      if (unbalanced)
        for (const item of this.drafts.slice(known)) if (item.type !== 'indirect') item.issues.add('UNBALANCED_MARKS');
      this.attributor.discourse.notice(sentence, index, this.attributor.names, this.lexicon);
    }
    this.endParagraph(sentences);
  }

  private endParagraph(sentences: readonly Sentence[]): void {
    const last = sentences.at(-1);
    const lastStretch = last?.findLast((token) => token.kind === 'quotation')?.stretch;
    if (lastStretch === undefined || lastStretch.closed) this.open = null;
    this.attributor.endParagraph(last);
  }

  /** @param next the sentence behind a quotation without a cue: "Das sagte Marsh am Montag." */
  private takeQuoted(
    sentence: Sentence,
    reading: QuotedReading,
    paragraph: number,
    carriedOn: boolean,
    next: Sentence | undefined,
  ): void {
    const stretches = reading.marks.flatMap((mark) => sentence[mark]?.stretch ?? []);
    const first = stretches[0];
    if (!first) return;
    const parts = stretches.map(({ start, end }) => ({ start, end }));
    const open = this.open;
    if (carriedOn && open) {
      // The quotation of the paragraph before goes on: one quotation with another segment.
      open.segments.push(...parts);
      open.parts.push(...parts);
      this.attributor.attributeLate(open, sentence, reading, paragraph);
      if (first.closed) open.issues.delete('UNCLOSED_MARK');
      this.open = first.closed ? null : open;
      this.attributor.discourse.spoke(open, paragraph);
      return;
    }
    const item = reading.clause ? this.mixed(sentence, reading, parts) : draft('direct', parts, [...parts]);
    this.attributor.attribute(item, sentence, reading, paragraph);
    if (item.type === 'direct' && !reading.attribution) this.lookInside(item, stretches, paragraph);
    const said = next && item.speaker === null ? attributionByNext(next, this.lexicon) : null;
    if (said) this.attributor.attribute(item, said.tokens, { ...said, addressee: null }, paragraph);
    if (item.speaker === null && !reading.attribution?.cue.lemma)
      this.attributor.attributeFromContext(item, reading, paragraph);
    // "Damit sei „…“": the mood of the verb says that somebody speaks.
    const mark = reading.marks[0];
    if (item.speaker === null && this.lexicon.quotedFragments && !reading.attribution && mark !== undefined)
      this.attributor.attributeFragment(item, sentence, mark, paragraph);
    // "opened with a “bang”": a verb that speaks only beside marks, and nobody who speaks.
    if (item.type === 'mixed' && item.speaker === null && !reading.attribution?.cue.speech) return;
    if (item.speaker === null) item.issues.add('SPEAKER_NOT_FOUND');
    this.markUnclosed(item, stretches);
    this.drafts.push(item);
    this.attributor.discourse.spoke(item, paragraph);
    for (const stretch of stretches) this.takeNested(stretch, item, paragraph);
  }

  /** — …, dit X. — …: the dash that opens the paragraph stands for marks. */
  private takeDashed(sentences: readonly Sentence[], paragraph: number): boolean {
    const speech = this.lexicon.speechAfterDash ? dashedSpeech(sentences, this.lexicon) : null;
    if (!speech) return false;
    const item = draft('direct', [...speech.parts], []);
    this.attributor.attribute(item, speech.tokens, { attribution: speech.attribution, addressee: null }, paragraph);
    if (item.speaker === null) return false;
    this.drafts.push(item);
    this.attributor.discourse.spoke(item, paragraph);
    return true;
  }

  /** « …, dit X, … »: the speaker stands between the marks and parts the quotation. */
  private lookInside(item: Draft, [stretch, ...others]: readonly Stretch[], paragraph: number): void {
    if (!this.lexicon.namesSpeakerInside || !stretch || others.length > 0) return;
    const tokens = tokenize(this.text, stretch.innerStart, stretch.innerEnd, stretch.nested, this.lexicon);
    const found = speakerInside(tokens, this.lexicon);
    if (!found) return;
    this.attributor.attribute(item, tokens, { attribution: found.attribution, addressee: null }, paragraph);
    if (item.speaker === null) return;
    const parts = found.parts.map((part, index) => ({
      start: index === 0 ? stretch.start : part.start,
      end: index === 1 ? stretch.end : part.end,
    }));
    item.segments.splice(0, item.segments.length, ...parts);
    item.parts.splice(0, item.parts.length, ...parts);
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
        this.attributor.attribute(item, sentence, reading, paragraph);
        if (item.speaker === null) continue;
        this.drafts.push(item);
      }
    }
  }

  /**
   * Pieces of speech inside the reporter's sentence. A mixed quotation that is no clause ("nannte ihn einen „…“") gives way to
   * them.
   */
  private takeFragments(sentence: Sentence, known: number, paragraph: number): void {
    const own = this.drafts.splice(known);
    const kept = new Set(own.filter((item) => item.type !== 'mixed' || isClause(this.text, item, this.lexicon)));
    const fragments: Draft[] = [];
    let next = 0;
    for (const [at, { stretch }] of sentence.entries()) {
      if (!stretch) continue;
      while (next < own.length && (own[next]?.segments.at(-1)?.end ?? 0) <= stretch.start) next++;
      const around = own[next]?.segments.some(({ start, end }) => start <= stretch.start && stretch.end <= end)
        ? own[next]
        : undefined;
      if (around?.type === 'direct' || !isFragment(this.text, sentence, at, this.lexicon)) continue;
      const part = { start: stretch.start, end: stretch.end };
      const item = draft('direct', [part], [part], { nestedIn: around && kept.has(around) ? around : null });
      if (around) Object.assign(item, { speaker: around.speaker, resolution: around.resolution, cue: around.cue });
      else this.attributor.attributeFragment(item, sentence, at, paragraph);
      if (item.speaker === null) item.issues.add('SPEAKER_NOT_FOUND');
      fragments.push(item);
    }
    for (const item of [...kept, ...fragments]) this.drafts.push(item);
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

  /** Reported speech that goes on in the next sentence by the mood of its verb. */
  private continuedReport(
    sentence: Sentence,
    paragraph: number,
  ): { from: number; to: number; rest?: never; attribution: null } | null {
    if (!this.attributor.discourse.sameParagraph(paragraph) || !isReportive(sentence, this.lexicon)) return null;
    return { from: 0, to: contentEnd(sentence), attribution: null };
  }

  /** What the speaker of the sentence says behind what was read. */
  private takeAdded(sentence: Sentence, paragraph: number): void {
    const end = contentEnd(sentence);
    for (;;) {
      const last = this.drafts.at(-1)?.segments.at(-1)?.end ?? 0;
      const from = sentence.findIndex(({ start }) => start >= last);
      const clause = from < 0 ? null : addedClause(sentence, from, end, this.lexicon);
      if (!clause) return;
      this.takeClause(sentence, clause, paragraph);
      if ((this.drafts.at(-1)?.segments.at(-1)?.end ?? 0) <= last) return;
    }
  }

  private takeIndirect(sentence: Sentence, paragraph: number, isWhole = true): void {
    const clause =
      reportedClause(sentence, this.lexicon) ?? (isWhole ? this.continuedReport(sentence, paragraph) : null);
    if (clause) this.takeClause(sentence, clause, paragraph);
  }

  private takeClause(
    sentence: Sentence,
    clause: Pick<ReportedClause, 'from' | 'to' | 'rest'> & { attribution: Attribution | null },
    paragraph: number,
  ): void {
    const parts = [clause, clause.rest].flatMap((part) => (part ? [sentence.slice(part.from, part.to)] : []));
    const segments = parts.flatMap(rangeOf);
    if (segments.length === 0) return;
    const quoted = parts.flat().flatMap(({ stretch }) => (stretch ? [{ start: stretch.start, end: stretch.end }] : []));
    const item = draft(quoted.length > 0 ? 'mixed' : 'indirect', segments, quoted);
    if (clause.attribution)
      this.attributor.attribute(item, sentence, { attribution: clause.attribution, addressee: null }, paragraph);
    else this.attributor.goOn(item, this.attributor.discourse.continued(paragraph), paragraph);
    if (item.speaker === null && !clause.attribution?.unnamed) return;
    if (item.speaker === null) item.issues.add('SPEAKER_NOT_FOUND');
    this.drafts.push(item);
    this.attributor.discourse.spoke(item, paragraph);
  }
}
