/** Offsets of one partition with which nothing is left to do. */
export interface OffsetMap {
  /** All below this one. */
  readonly next: bigint;
  /** And these beyond it, in order, first and last. */
  readonly ranges: readonly (readonly [bigint, bigint])[];
}

export const nothingSettled: OffsetMap = { next: 0n, ranges: [] };

export const isSettled = ({ next, ranges }: OffsetMap, offset: bigint): boolean =>
  offset < next || ranges.some(([first, last]) => offset >= first && offset <= last);

/**
 * The map with more offsets in it.
 * @param letters offsets of the records that were read, from the map's `next` on, without a gap and in order: what lies between
 * two of them (the markers of transactions) keeps no range apart
 */
export function withSettled(map: OffsetMap, letters: readonly bigint[], offsets: ReadonlySet<bigint>): OffsetMap {
  const lastRead = letters.at(-1);
  if (lastRead === undefined || map.next > lastRead) return map;
  const ranges: [bigint, bigint][] = [];
  let next: bigint | undefined;
  let run: [bigint, bigint] | undefined;
  for (const letter of letters) {
    if (isSettled(map, letter) || offsets.has(letter)) {
      if (next === undefined) continue;
      if (run) run[1] = letter;
      else ranges.push((run = [letter, letter]));
    } else {
      next ??= letter;
      run = undefined;
    }
  }
  // Somebody else may have settled what came after we had read.
  const beyond = map.ranges
    .filter(([, last]) => last > lastRead)
    .map(([first, last]) => [first > lastRead ? first : lastRead + 1n, last] as const);
  return { next: next ?? lastRead + 1n, ranges: [...ranges, ...beyond] };
}

const base = 36;

/** Lengths of the runs behind `next`, of what is open and what is settled in turn; as text for the note beside a group's offset. */
export function encodeRanges({ next, ranges }: OffsetMap): string {
  let at = next;
  return ranges
    .map(([first, last]) => {
      const pair = `${(first - at).toString(base)}.${(last + 1n - first).toString(base)}`;
      at = last + 1n;
      return pair;
    })
    .join(' ');
}

/** Throws for a note that is not {@link encodeRanges}'s. */
export function decodeOffsetMap(offset: string, note: string): OffsetMap {
  const next = BigInt(offset);
  let at = next;
  const ranges = (note === '' ? [] : note.split(' ')).map((pair): [bigint, bigint] => {
    const [, open, settled] = /^([0-9a-z]{1,10})\.([0-9a-z]{1,10})$/u.exec(pair) ?? [];
    if (open === undefined || settled === undefined) throw new Error(`"${pair}" says nothing of settled offsets`);
    const first = at + BigInt(parseInt(open, base));
    at = first + BigInt(parseInt(settled, base));
    return [first, at - 1n];
  });
  return { next, ranges };
}
