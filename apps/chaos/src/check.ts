/** One event as a read_committed reader sees it. */
export interface SeenEvent {
  /** Without the namespace. */
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly key: string;
  readonly id: string;
  /** `<partition>:<offset>` of its raw page; empty for what has none. */
  readonly raw: string;
  /** Hash of the data, alike in both installations. */
  readonly content: string;
}

export interface DeadLetter {
  /** `<topic>/<partition>/<offset>` of the record that failed. */
  readonly origin: string;
  readonly id: string;
}

/** What one installation has made of the same raw pages. */
export interface Seen {
  readonly events: readonly SeenEvent[];
  readonly parserLetters: readonly DeadLetter[];
  readonly storeLetters: readonly DeadLetter[];
  /** Nothing that it is asked for is bad. */
  readonly scraperLetters: readonly DeadLetter[];
  /** Lines of the canonical dump of MongoDB. */
  readonly dump: readonly string[];
}

export interface Findings {
  /** Acknowledged and not in the log, or asked for and never fetched. */
  readonly lost: readonly string[];
  readonly missing: readonly string[];
  readonly doubled: readonly string[];
  readonly foreign: readonly string[];
  readonly outOfOrder: readonly string[];
  readonly letters: readonly string[];
  readonly documents: readonly string[];
  /** Partitions in which something still waits. */
  readonly blocked: readonly string[];
}

const nameOf = ({ topic, raw, id, content }: SeenEvent): string => `${topic} of ${raw}: ${id} ${content}`;

function counted(items: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return counts;
}

/** Every event of the reference exactly once, and no other. */
function compareEvents(seen: Seen, reference: Seen): Pick<Findings, 'missing' | 'doubled' | 'foreign'> {
  const wanted = counted(reference.events.map(nameOf));
  const found = counted(seen.events.map(nameOf));
  return {
    missing: [...wanted].filter(([name, count]) => (found.get(name) ?? 0) < count).map(([name]) => name),
    doubled: [...found]
      .filter(([name, count]) => wanted.has(name) && count > (wanted.get(name) ?? 0))
      .map(([name]) => name),
    foreign: [...found.keys()].filter((name) => !wanted.has(name)),
  };
}

const rawOffset = ({ raw }: SeenEvent): number => Number(raw.split(':')[1]);

/** In each partition of each topic the events of a page stand in the order of its raw pages. */
function outOfOrder({ events }: Seen): string[] {
  const problems: string[] = [];
  const last = new Map<string, SeenEvent>();
  for (const event of events.toSorted((a, b) => a.offset - b.offset)) {
    const place = `${event.topic} ${event.partition} ${event.key}`;
    const before = last.get(place);
    if (before && rawOffset(event) < rawOffset(before))
      problems.push(`${nameOf(event)} at ${event.offset}, behind one of ${before.raw}`);
    last.set(place, event);
  }
  return problems;
}

/** Of the parser each once; elsewhere at least once, with the same id. */
function compareLetters(seen: Seen, reference: Seen): string[] {
  const parser = counted(seen.parserLetters.map(({ origin }) => origin));
  const wanted = new Set(reference.parserLetters.map(({ origin }) => origin));
  const store = new Map(seen.storeLetters.map(({ origin, id }) => [origin, id]));
  return [
    ...[...wanted].filter((origin) => !parser.has(origin)).map((origin) => `parser: no dead letter of ${origin}`),
    ...[...parser]
      .filter(([, count]) => count > 1)
      .map(([origin, count]) => `parser: ${count} dead letters of ${origin}`),
    ...[...parser.keys()].filter((origin) => !wanted.has(origin)).map((origin) => `parser: a dead letter of ${origin}`),
    ...[...new Set(reference.storeLetters.map(({ id }) => id))]
      .filter((id) => ![...store.values()].includes(id))
      .map((id) => `store: no dead letter of ${id}`),
    ...seen.storeLetters
      .filter(({ origin, id }) => store.get(origin) !== id)
      .map(({ origin }) => `store: dead letters of ${origin} with different ids`),
    ...seen.scraperLetters.map(({ origin }) => `scraper: a dead letter of ${origin}`),
  ];
}

export interface Ran {
  readonly seen: Seen;
  /** The same raw pages, in the same places of the log, without any fault. */
  readonly reference: Seen;
  /** Acknowledged records, `<topic>/<partition>/<offset> <id>`, and `fetch of <url>`. */
  readonly acknowledged: readonly string[];
  /** The same of all records in the log. */
  readonly inLog: ReadonlySet<string>;
  readonly blocked: readonly string[];
}

/** All that the guarantees of the documentation (docs/architecture.md, 1 to 5) do not allow. Empty lists: nothing. */
export function findingsOf({ seen, reference, acknowledged, inLog, blocked }: Ran): Findings {
  const documents = counted([...seen.dump, ...reference.dump]);
  return {
    lost: acknowledged.filter((place) => !inLog.has(place)),
    ...compareEvents(seen, reference),
    outOfOrder: outOfOrder(seen),
    letters: compareLetters(seen, reference),
    documents: [...documents].filter(([, count]) => count !== 2).map(([line]) => line.slice(0, 200)),
    blocked,
  };
}

/** All of them as `<kind>: <what>`; empty: nothing was found. */
export const linesOf = (findings: Findings): string[] =>
  Object.entries(findings).flatMap(([kind, problems]) =>
    (problems as readonly string[]).map((problem) => `${kind}: ${problem}`),
  );
