import { findMarks, type Mark, twin } from './find-marks.ts';

/** A stretch of text inside a pair of quotation marks; offsets include the marks. */
export interface Stretch {
  readonly start: number;
  /** One past the closing mark, or the end of the paragraph where none closes it. */
  readonly end: number;
  /** Without the marks and the blanks inside them. */
  readonly innerStart: number;
  readonly innerEnd: number;
  readonly closed: boolean;
  /** Made of single marks (‘…’, ‚…‘, '…', ‹…›). */
  readonly single: boolean;
  /** Stretches inside this one, in order. */
  readonly nested: Stretch[];
}

export interface MarkedParagraph {
  /** Outermost stretches, in order. */
  readonly stretches: Stretch[];
  /** An odd number of marks: what was paired may be wrong. */
  readonly unbalanced: boolean;
}

/** What a mark does; `restart`: the mark that is open lost its partner, this one opens. */
type Role = 'open' | 'close' | 'restart' | 'stray';

interface Open extends Mark {
  readonly nested: Stretch[];
}

const single = new Set(['‘', '’', '‚', "'", '‹', '›']);
const isBlank = (char: string): boolean => char === '' || /\s/u.test(char);
const isWord = (char: string): boolean => /[\p{L}\p{N}]/u.test(char);
/** What may stand between a blank and an opening mark. */
const isOpener = (char: string): boolean => isBlank(char) || /[([{\-–—―/:“„«‘‚'"¿¡>…]/u.test(char);

/** Closing marks by opening mark, in the conventions that newspapers use. */
const closers: Readonly<Record<string, string>> = {
  '“': '”“"‟',
  '„': '“”"‟',
  '‟': '”“',
  '”': '”',
  '"': '"”“',
  '«': '»',
  '»': '«',
  '「': '」',
  '『': '』',
  '‘': '’',
  '’': '’',
  '‚': '‘’',
  "'": "'’",
  '‹': '›',
  '›': '‹',
};

/** Does a quotation that `open` began end with `mark`? */
const isClosedBy = (open: string, mark: string): boolean =>
  open === twin || open === '``' ? mark === twin : mark !== twin && (closers[open] ?? '').includes(mark);

/** How far a single mark looks for its partner: beyond, it was an apostrophe. */
const singleReach = 600;
const singleMarks = 24;
const maximumDepth = 4;

/**
 * Pairs the quotation marks of one paragraph. Apostrophes, inch signs and stray marks are left out. An opening mark without
 * partner runs to the end of the paragraph (`closed: false`). Linear in the paragraph's length.
 */
export function pairMarks(text: string, start: number, end: number): MarkedParagraph {
  const found = findMarks(text, start, end);
  if (found.length === 0) return { stretches: [], unbalanced: false };
  return new Pairing(text, start, end, found).run();
}

class Pairing {
  private readonly top: Stretch[] = [];
  private readonly stack: Open[] = [];
  private unbalanced = false;
  private readonly lastLeftGuillemet: number;
  private readonly text: string;
  private readonly start: number;
  private readonly end: number;
  private readonly marks: readonly Mark[];

  constructor(text: string, start: number, end: number, marks: readonly Mark[]) {
    this.text = text;
    this.start = start;
    this.end = end;
    this.marks = marks;
    this.lastLeftGuillemet = marks.findLast(({ mark }) => mark === '«')?.at ?? -1;
  }

  run(): MarkedParagraph {
    this.marks.forEach((mark, index) => {
      if (single.has(mark.mark)) this.takeSingle(mark, index);
      else this.takeDouble(mark, index);
    });
    this.closeRest();
    return { stretches: this.top, unbalanced: this.unbalanced };
  }

  private before({ at }: Mark): string {
    return at > this.start ? (this.text[at - 1] ?? '') : '';
  }

  private after({ at, mark }: Mark): string {
    const next = at + mark.length;
    return next < this.end ? (this.text[next] ?? '') : '';
  }

  /** Innermost open double mark that this one can close. */
  private partner(mark: string): number {
    for (let i = this.stack.length - 1; i >= 0; i--) {
      const open = this.stack[i];
      if (open && isClosedBy(open.mark, mark)) return i;
    }
    return -1;
  }

  private takeDouble(mark: Mark, index: number): void {
    const partner = this.partner(mark.mark);
    const role = this.roleOf(mark, partner, index);
    if (role === 'open') this.open(mark);
    else if (role === 'close') this.close(mark, partner);
    else if (role === 'restart') {
      this.drop(partner);
      this.open(mark);
    } else this.unbalanced = true;
  }

  private roleOf(mark: Mark, partner: number, index: number): Role {
    const opens = isOpener(this.before(mark)) && !isBlank(this.after(mark));
    const closes = !isBlank(this.before(mark)) && !isWord(this.after(mark));
    const clearlyOpens = opens && !closes;
    switch (mark.mark) {
      case '„':
      case '「':
      case '『':
        return 'open';
      case '」':
      case '』':
        return partner >= 0 ? 'close' : 'stray';
      case '«':
      case '»':
        return this.roleOfGuillemet(mark, partner, opens);
      case '“':
      case '‟': {
        if (partner < 0) return 'open';
        const german = this.stack[partner]?.mark === '„';
        return (german ? !clearlyOpens : closes && !opens) ? 'close' : 'open';
      }
      case '”':
        if (partner >= 0 && !clearlyOpens) return 'close';
        return opens && this.stack[partner]?.mark !== '”' ? 'open' : 'stray';
      default:
        return this.roleOfStraight(mark, partner, opens, clearlyOpens, index);
    }
  }

  private roleOfGuillemet({ at, mark }: Mark, partner: number, opens: boolean): Role {
    if (partner >= 0 && !this.stack.some((open) => open.mark === mark)) return 'close';
    // « is the opening form but in »…«, where blanks stand outside.
    if (mark === '«') return 'open';
    return opens && this.lastLeftGuillemet > at ? 'open' : 'stray';
  }

  private roleOfStraight(mark: Mark, partner: number, opens: boolean, clearlyOpens: boolean, index: number): Role {
    if (partner >= 0) {
      if (!clearlyOpens) return 'close';
      // Two opening marks in a row: nested if as many closing ones follow, else the first lost its partner.
      return this.closingAhead(index, mark.mark) >= 2 ? 'open' : 'restart';
    }
    const isInches = /\d/u.test(this.before(mark)) && !opens;
    const closesNothing = isBlank(this.after(mark)) && !isBlank(this.before(mark));
    return isInches || closesNothing ? 'stray' : 'open';
  }

  /** Closing straight marks before the next opening one. */
  private closingAhead(index: number, mark: string): number {
    let count = 0;
    for (let i = index + 1; i < Math.min(index + 8, this.marks.length); i++) {
      const next = this.marks[i];
      if (next?.mark !== mark) continue;
      const opens = isOpener(this.before(next)) && !isBlank(this.after(next));
      if (opens && !/["”]/u.test(this.before(next))) break;
      count++;
    }
    return count;
  }

  private takeSingle(mark: Mark, index: number): void {
    const inner = this.stack.at(-1);
    const isOpen = inner !== undefined && single.has(inner.mark);
    const letterAfter = isWord(this.after(mark));
    if (isOpen && isClosedBy(inner.mark, mark.mark) && !isBlank(this.before(mark)) && !letterAfter) {
      if (this.isPossessive(mark, index)) return;
      this.close(mark, this.stack.length - 1);
      return;
    }
    if (!isOpener(this.before(mark)) || isBlank(this.after(mark)) || isOpen) return;
    if (this.hasSinglePartner(mark, index)) this.open(mark);
  }

  /** "the players’ union": a later mark of the same kind closes instead. */
  private isPossessive(mark: Mark, index: number): boolean {
    if (!/[sxz]/u.test(this.before(mark)) || !isBlank(this.after(mark))) return false;
    const next = this.marks[index + 1];
    if (next === undefined || next.at - mark.at > singleReach || next.mark !== mark.mark) return false;
    return !isWord(this.after(next)) && /[\p{L}.,?!]/u.test(this.before(next));
  }

  private hasSinglePartner(opening: Mark, index: number): boolean {
    // Elisions: ’90s, 'em, ’t.
    const { at, mark } = opening;
    if (/\d/u.test(this.after(opening)) && mark !== '‘' && mark !== '‚') return false;
    if (mark === '’') return false;
    for (let i = index + 1; i < Math.min(index + singleMarks, this.marks.length); i++) {
      const next = this.marks[i];
      if (!next || next.at - at > singleReach) return false;
      const other = next.mark;
      // A double mark that closes the surrounding stretch ends the search.
      if (!single.has(other) && this.stack.length > 0 && isClosedBy(this.stack.at(-1)?.mark ?? '', other)) return false;
      if (isClosedBy(mark, other) && !isBlank(this.before(next)) && !isWord(this.after(next))) return true;
    }
    return false;
  }

  private open({ at, mark }: Mark): void {
    if (this.stack.length >= maximumDepth) {
      this.unbalanced = true;
      return;
    }
    this.stack.push({ at, mark, nested: [] });
  }

  /** Forgets an opening mark without partner; what was nested in it moves up. */
  private drop(index: number): void {
    this.unbalanced = true;
    const [open] = this.stack.splice(index, 1);
    if (open) this.moveUp(open, this.stack[index - 1]);
  }

  /** One by one: there may be more of them than a call takes arguments. */
  private moveUp(open: Open, around: Open | undefined): void {
    const target = around?.nested ?? this.top;
    for (const stretch of open.nested) target.push(stretch);
  }

  private close({ at, mark }: Mark, index: number): void {
    while (this.stack.length - 1 > index) this.drop(this.stack.length - 1);
    const open = this.stack.pop();
    if (open) this.add(open, at, mark.length);
  }

  private closeRest(): void {
    while (this.stack.length > 0) {
      const open = this.stack.pop();
      if (!open) break;
      this.unbalanced = true;
      if (single.has(open.mark) || this.stack.length > 0) {
        this.moveUp(open, this.stack.at(-1));
      } else this.add(open, this.end, 0);
    }
  }

  /** @param width length of the closing mark, 0 without one */
  private add(open: Open, closeAt: number, width: number): void {
    let innerStart = open.at + open.mark.length;
    let innerEnd = closeAt;
    while (innerStart < innerEnd && isBlank(this.text[innerStart] ?? '')) innerStart++;
    while (innerEnd > innerStart && isBlank(this.text[innerEnd - 1] ?? '')) innerEnd--;
    if (innerEnd === innerStart) return;
    const closed = width > 0;
    const end = closed ? closeAt + width : innerEnd;
    const stretch = {
      start: open.at,
      end,
      innerStart,
      innerEnd,
      closed,
      single: single.has(open.mark),
      nested: open.nested,
    };
    (this.stack.at(-1)?.nested ?? this.top).push(stretch);
  }
}
