import { durationText, frontierId } from '@newsflow/crawling';
import type { GlobalOptions } from '../connections.ts';
import type { StoredUrl } from '../frontier/documents.ts';
import { type NextFetch, nextFetch } from '../frontier/next-fetch.ts';
import { table, writeJson, writeLine, writeList } from '../output.ts';
import { stateOf } from './source-state.ts';
import { withStored } from './stored.ts';

interface UrlRow {
  readonly kind: string;
  readonly url: string;
  readonly outcome: string | null;
  readonly reason: string | null;
  readonly at: string | null;
  /** Fetches in a row that failed. */
  readonly failures: number;
  readonly nextAt: string | null;
  readonly state: NextFetch['state'];
}

const timeOf = (date: Date | null | undefined): string | null => date?.toISOString() ?? null;

/** `newsflow sources show ID`: everything that is known of a source; exit code 3 for one that is not. */
export function showSource(id: string, options: GlobalOptions): Promise<void> {
  return withStored(async (stored) => {
    const source = await stored.find(id);
    const { disabledBy, delayMs, pending, changedAt, health } = source;
    const facts = {
      ...(await stateOf(stored, source)),
      reason: health?.state.reason ?? null,
      disabledBy,
      delay: delayMs === null ? null : durationText(delayMs),
      /** Whether the scraper still has to follow the last change. */
      pending,
      changedAt: timeOf(changedAt),
    };
    const watched = await stored.watchedUrls(source);
    const hosts = await stored.hosts.find({ _id: { $in: watched.map(({ host }) => host) } }).toArray();
    const now = new Date();
    const rowOf = (kind: string, url: string, known: StoredUrl | undefined): UrlRow => {
      const host = hosts.find(({ _id }) => _id === known?.host);
      const { nextAt, state } = nextFetch(known?.nextAt ?? null, host, now);
      const { outcome = null, reason = null, at = null, failures = 0 } = known?.last ?? {};
      return { kind, url, outcome, reason, at: timeOf(at), failures, nextAt: timeOf(nextAt), state };
    };
    const startIds = source.start.map(({ kind, url }) => frontierId(kind, url));
    const start = source.start.map(({ kind, url }, index) => {
      const known = watched.find(({ _id }) => _id === startIds[index]);
      return rowOf(kind, url, known);
    });
    const found = watched
      .filter(({ _id }) => !startIds.includes(_id))
      .map((entry) => rowOf(entry.kind, entry.url, entry));
    if (options.json) return writeJson({ ...facts, start, found });
    const cell = (value: string | number | boolean | null) => (value === null ? null : String(value));
    await writeLine(
      table(
        ['field', 'value'],
        Object.entries(facts).map(([field, value]) => [field, cell(value)]),
      ),
    );
    await writeLine('');
    const columns = ['kind', 'outcome', 'reason', 'at', 'failures', 'state', 'nextAt', 'url'] as const;
    await writeList([...start, ...found], columns, false);
  });
}
