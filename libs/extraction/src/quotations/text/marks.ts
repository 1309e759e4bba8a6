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

interface Open {
  readonly at: number;
  readonly mark: string;
  readonly nested: Stretch[];
}

const marks = /[“”„‟"«»「」『』‘’‚'‹›]/gu;
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

/** How far a single mark looks for its partner: beyond, it was an apostrophe. */
const singleReach = 600;
const singleMarks = 24;
const maximumDepth = 4;

/**
 * Pairs the quotation marks of one paragraph. Apostrophes, inch signs and stray marks are left out. An opening mark without
 * partner runs to the end of the paragraph (`closed: false`). Linear in the paragraph's length.
 */
export function pairMarks(text: string, start: number, end: number): MarkedParagraph {
  const positions: number[] = [];
  for (const { index } of text.slice(start, end).matchAll(marks)) positions.push(start + index);
  if (positions.length === 0) return { stretches: [], unbalanced: false };
  return new Pairing(text, start, end, positions).run();
}

class Pairing {
  private readonly top: Stretch[] = [];
  private readonly stack: Open[] = [];
  private unbalanced = false;
  private readonly lastLeftGuillemet: number;
  private readonly text: string;
  private readonly start: number;
  private readonly end: number;
  private readonly positions: readonly number[];

  constructor(text: string, start: number, end: number, positions: readonly number[]) {
    this.text = text;
    this.start = start;
    this.end = end;
    this.positions = positions;
    this.lastLeftGuillemet = positions.findLast((at) => text[at] === '«') ?? -1;
  }

  run(): MarkedParagraph {
    this.positions.forEach((at, index) => {
      const mark = this.text[at] ?? '';
      if (single.has(mark)) this.takeSingle(at, mark, index);
      else this.takeDouble(at, mark, index);
    });
    this.closeRest();
    return { stretches: this.top, unbalanced: this.unbalanced };
  }

  private before(at: number): string {
    return at > this.start ? (this.text[at - 1] ?? '') : '';
  }

  private after(at: number): string {
    return at + 1 < this.end ? (this.text[at + 1] ?? '') : '';
  }

  /** Innermost open double mark that this one can close. */
  private partner(mark: string): number {
    for (let i = this.stack.length - 1; i >= 0; i--) {
      const open = this.stack[i];
      if (open && closers[open.mark]?.includes(mark)) return i;
    }
    return -1;
  }

  private takeDouble(at: number, mark: string, index: number): void {
    const partner = this.partner(mark);
    const role = this.roleOf(at, mark, partner, index);
    if (role === 'open') this.open(at, mark);
    else if (role === 'close') this.close(at, partner);
    else if (role === 'restart') {
      this.drop(partner);
      this.open(at, mark);
    } else this.unbalanced = true;
  }

  private roleOf(at: number, mark: string, partner: number, index: number): Role {
    const opens = isOpener(this.before(at)) && !isBlank(this.after(at));
    const closes = !isBlank(this.before(at)) && !isWord(this.after(at));
    const clearlyOpens = opens && !closes;
    switch (mark) {
      case '„':
      case '「':
      case '『':
        return 'open';
      case '」':
      case '』':
        return partner >= 0 ? 'close' : 'stray';
      case '«':
      case '»':
        return this.roleOfGuillemet(at, mark, partner, opens);
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
        return this.roleOfStraight(at, partner, opens, clearlyOpens, index);
    }
  }

  private roleOfGuillemet(at: number, mark: string, partner: number, opens: boolean): Role {
    if (partner >= 0 && !this.stack.some((open) => open.mark === mark)) return 'close';
    // « is the opening form but in »…«, where blanks stand outside.
    if (mark === '«') return 'open';
    return opens && this.lastLeftGuillemet > at ? 'open' : 'stray';
  }

  private roleOfStraight(at: number, partner: number, opens: boolean, clearlyOpens: boolean, index: number): Role {
    if (partner >= 0) {
      if (!clearlyOpens) return 'close';
      // Two opening marks in a row: nested if as many closing ones follow, else the first lost its partner.
      return this.closingAhead(index) >= 2 ? 'open' : 'restart';
    }
    const isInches = /\d/u.test(this.before(at)) && !opens;
    const closesNothing = isBlank(this.after(at)) && !isBlank(this.before(at));
    return isInches || closesNothing ? 'stray' : 'open';
  }

  /** Closing straight marks before the next opening one. */
  private closingAhead(index: number): number {
    let count = 0;
    for (let i = index + 1; i < Math.min(index + 8, this.positions.length); i++) {
      const at = this.positions[i] ?? 0;
      if (this.text[at] !== '"') continue;
      const opens = isOpener(this.before(at)) && !isBlank(this.after(at));
      if (opens && !/["”]/u.test(this.before(at))) break;
      count++;
    }
    return count;
  }

  private takeSingle(at: number, mark: string, index: number): void {
    const inner = this.stack.at(-1);
    const isOpen = inner !== undefined && single.has(inner.mark);
    const letterAfter = isWord(this.after(at));
    if (isOpen && closers[inner.mark]?.includes(mark) && !isBlank(this.before(at)) && !letterAfter) {
      if (this.isPossessive(at, index)) return;
      this.close(at, this.stack.length - 1);
      return;
    }
    if (mark === '‹' || mark === '›' || mark === '‚' || mark === '‘' || mark === "'" || mark === '’') {
      if (!isOpener(this.before(at)) || isBlank(this.after(at)) || isOpen) return;
      if (this.hasSinglePartner(at, mark, index)) this.open(at, mark);
    }
  }

  /** "the players’ union": a later mark of the same kind closes instead. */
  private isPossessive(at: number, index: number): boolean {
    if (!/[sxz]/u.test(this.before(at)) || !isBlank(this.after(at))) return false;
    const next = this.positions[index + 1];
    if (next === undefined || next - at > singleReach || this.text[next] !== this.text[at]) return false;
    return !isWord(this.after(next)) && /[\p{L}.,?!]/u.test(this.before(next));
  }

  private hasSinglePartner(at: number, mark: string, index: number): boolean {
    // Elisions: ’90s, 'em, ’t.
    if (/\d/u.test(this.after(at)) && mark !== '‘' && mark !== '‚') return false;
    if (mark === '’') return false;
    for (let i = index + 1; i < Math.min(index + singleMarks, this.positions.length); i++) {
      const next = this.positions[i] ?? 0;
      const other = this.text[next] ?? '';
      if (next - at > singleReach) return false;
      // A double mark that closes the surrounding stretch ends the search.
      if (!single.has(other) && this.stack.length > 0 && closers[this.stack.at(-1)?.mark ?? '']?.includes(other))
        return false;
      if (closers[mark]?.includes(other) && !isBlank(this.before(next)) && !isWord(this.after(next))) return true;
    }
    return false;
  }

  private open(at: number, mark: string): void {
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
    const outer = this.stack[index - 1]?.nested ?? this.top;
    for (const nested of open?.nested ?? []) outer.push(nested);
  }

  private close(at: number, index: number): void {
    while (this.stack.length - 1 > index) this.drop(this.stack.length - 1);
    const open = this.stack.pop();
    if (open) this.add(open, at, true);
  }

  private closeRest(): void {
    while (this.stack.length > 0) {
      const open = this.stack.pop();
      if (!open) break;
      this.unbalanced = true;
      if (single.has(open.mark) || this.stack.length > 0) {
        const outer = this.stack.at(-1)?.nested ?? this.top;
        for (const nested of open.nested) outer.push(nested);
      } else this.add(open, this.end, false);
    }
  }

  private add(open: Open, closeAt: number, closed: boolean): void {
    let innerStart = open.at + 1;
    let innerEnd = closeAt;
    while (innerStart < innerEnd && isBlank(this.text[innerStart] ?? '')) innerStart++;
    while (innerEnd > innerStart && isBlank(this.text[innerEnd - 1] ?? '')) innerEnd--;
    if (innerEnd === innerStart) return;
    const end = closed ? closeAt + 1 : innerEnd;
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
