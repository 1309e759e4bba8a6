import type { Block } from '@newsflow/contracts';
import type { Body } from './assemble.ts';

interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** One stretch of a text page, in order, with what became of it. */
interface TextPart extends Stretch {
  /** null where it is no part of the body. */
  readonly kind: Block['kind'] | null;
  readonly bodyStart: number | null;
  /** The rule that removed it; null if kept. */
  readonly rule: string | null;
}

/** Body of a text page. */
export interface TextBody extends Body {
  readonly outline: readonly TextPart[];
  /** A first short line above the text. */
  readonly headline: string | null;
  /** A last line that lists names instead of saying something. */
  readonly tagLine: string | null;
}

const finalMark = /[.!?…。！？؟:;,،][\s"'”’»)\]]{0,4}$/;
const wordPattern = /[\p{L}\p{M}\p{N}_'’-]+/gu;
const wordsOf = (text: string): readonly string[] => text.match(wordPattern) ?? [];
const isCapitalised = (word: string): boolean => /^\P{Ll}/u.test(word);

/** Stretches of text between blank lines; single lines where no line is blank, unless the lines are wrapped at one width. */
function paragraphsOf(text: string, dropped: readonly Stretch[]): { kept: Stretch[]; market: Stretch[] } {
  const kept: Stretch[] = [];
  const market: Stretch[] = [];
  let open: Stretch | null = null;
  let next = 0;
  const singleLines = !/\n[^\S\n]*\n/.test(text.trim());
  const close = (): void => {
    if (open) kept.push(open);
    open = null;
  };
  for (let lineStart = 0; lineStart <= text.length;) {
    const newline = text.indexOf('\n', lineStart);
    const lineEnd = newline < 0 ? text.length : newline;
    const line = text.slice(lineStart, lineEnd);
    const start = lineStart + (line.length - line.trimStart().length);
    const end = lineStart + line.trimEnd().length;
    while (next < dropped.length && (dropped[next]?.end ?? 0) <= lineStart) next++;
    const span = dropped[next];
    if (end <= start) close();
    else if (span && span.start < lineEnd && span.end > lineStart) {
      close();
      market.push({ start, end });
    } else if (open && !singleLines) open = { start: open.start, end };
    else {
      close();
      open = { start, end };
    }
    lineStart = lineEnd + 1;
  }
  close();
  return { kept, market };
}

/** Short, no sentence: a heading, or a title above everything. */
const isTitleLike = (text: string): boolean =>
  text.length <= 120 &&
  !text.includes('\n') &&
  wordsOf(text).length <= 14 &&
  !finalMark.test(text) &&
  /\p{L}/u.test(text);

/** Names in a row: separated, or mostly capitalised, and no sentence. */
function isTagLine(text: string): boolean {
  if (text.includes('\n') || text.length > 300 || finalMark.test(text)) return false;
  const words = wordsOf(text);
  if (words.length < 3) return false;
  const separators = text.match(/[,;|#،]/g)?.length ?? 0;
  return separators >= 2 || words.filter(isCapitalised).length >= 0.6 * words.length;
}

/**
 * Cuts a text page into an article body.
 * @param dropped standalone ticker rows, in order: they are no article text
 */
export function textBody(page: string, dropped: readonly Stretch[]): TextBody {
  const { kept, market } = paragraphsOf(page, dropped);
  const at = (stretch: Stretch | undefined): string => (stretch ? page.slice(stretch.start, stretch.end) : '');
  const outline: TextPart[] = market.map((stretch) => ({
    ...stretch,
    kind: null,
    bodyStart: null,
    rule: 'market-row',
  }));
  let stretches = kept.filter((stretch) => /[\p{L}\p{N}]/u.test(at(stretch)));
  const isLong = (stretch: Stretch): boolean => wordsOf(at(stretch)).length >= 15 && finalMark.test(at(stretch));
  const remove = (stretch: Stretch | undefined, rule: string): string => {
    if (stretch) outline.push({ ...stretch, kind: null, bodyStart: null, rule });
    stretches = stretches.filter((other) => other !== stretch);
    return at(stretch);
  };
  const isTagged = stretches.length >= 3 && isTagLine(at(stretches.at(-1)));
  const tagLine = isTagged ? remove(stretches.at(-1), 'tag-line') : null;
  const isTitled = stretches.length >= 2 && isTitleLike(at(stretches[0])) && stretches.slice(1, 5).some(isLong);
  const headline = isTitled ? remove(stretches[0], 'headline') : null;

  const blocks: Block[] = [];
  let text = '';
  for (const [index, stretch] of stretches.entries()) {
    const part = at(stretch);
    const between = index > 0 && index < stretches.length - 1;
    const subheading = between && isTitleLike(part) && !isTitleLike(at(stretches[index + 1]));
    const kind = subheading ? 'subheading' : index === 0 ? 'lead' : 'paragraph';
    if (text !== '') text += '\n\n';
    blocks.push({ kind, start: text.length, end: text.length + part.length });
    outline.push({ ...stretch, kind, bodyStart: text.length, rule: null });
    text += part;
  }
  outline.sort((a, b) => a.start - b.start);
  return { text, blocks, outline, headline, tagLine };
}
