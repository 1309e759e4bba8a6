/** One piece of work, in order with the others of its key. */
export interface LaneItem<T> {
  /** null: in order with all others without a key. */
  readonly key: string | null;
  readonly item: T;
}

export interface LaneOptions {
  /** How many run at the same time, each of another key. */
  readonly lanes: number;
  /** Asked before each start beyond what is begun; false ends it. */
  readonly goOn: () => boolean;
  /** Asked before each start; true ends it. */
  readonly stopped: () => boolean;
}

/**
 * Runs the items of different keys side by side, those of one key one after the other, the first ones first. Resolves with
 * the results of a contiguous beginning of the items: once `goOn` says no, what lies before the last one that was begun is
 * still done, and nothing behind it. Once `stopped` says yes nothing is begun, however much lies in between: what one key
 * has in its queue may take longer than there is time. A result that `halts` ends it at once, and only what lies before it counts.
 */
export async function runLanes<T, R>(
  items: readonly LaneItem<T>[],
  run: (item: T) => Promise<R>,
  halts: (result: R) => boolean,
  { lanes, goOn, stopped }: LaneOptions,
): Promise<R[]> {
  const results = new Map<number, R>();
  /** By key: the places of its items that wait, in order. */
  const waiting = new Map<string | null, number[]>();
  items.forEach(({ key }, place) => {
    const queue = waiting.get(key);
    if (queue) queue.push(place);
    else waiting.set(key, [place]);
  });
  /** Keys of which nothing runs, by the order of their turn. */
  const free = [...waiting.keys()];
  let begun = -1;
  let halted = false;

  /** The next free key whose first item may be begun. */
  const take = (): { key: string | null; place: number } | undefined => {
    if (halted || stopped()) return undefined;
    const beyond = goOn();
    const at = free.findIndex((key) => beyond || (waiting.get(key)?.[0] ?? Infinity) < begun);
    const [key] = at < 0 ? [] : free.splice(at, 1);
    const place = key === undefined ? undefined : waiting.get(key)?.shift();
    return key === undefined || place === undefined ? undefined : { key, place };
  };

  const lane = async (): Promise<void> => {
    for (let next = take(); next; next = take()) {
      const { key, place } = next;
      begun = Math.max(begun, place);
      const given = items[place];
      if (!given) return;
      const result = await run(given.item);
      results.set(place, result);
      if (halts(result)) halted = true;
      if ((waiting.get(key)?.length ?? 0) > 0) free.push(key);
    }
  };
  // A lane without work ends: a key that becomes free is taken by the lane that freed it.
  await Promise.all(Array.from({ length: Math.min(lanes, free.length) }, lane));

  const contiguous: R[] = [];
  for (let place = 0; ; place += 1) {
    const result = results.get(place);
    if (result === undefined) return contiguous;
    contiguous.push(result);
    if (halts(result)) return contiguous;
  }
}
