import { durationText, frontierId } from '@newsflow/crawling';
import type { GlobalOptions } from '../connections.ts';
import { table, writeJson, writeLine, writeList } from '../output.ts';
import { stateOf } from './source-state.ts';
import { type StoredUrl, withStored } from './stored.ts';

const timeOf = (date: Date | null | undefined): string | null => date?.toISOString() ?? null;

const rowOf = (kind: string, url: string, known: StoredUrl | undefined) => ({
  kind,
  url,
  outcome: known?.last?.outcome ?? null,
  reason: known?.last?.reason ?? null,
  at: timeOf(known?.last?.at),
  failures: known?.last?.failures ?? 0,
  nextAt: timeOf(known?.nextAt),
});

/** `newsflow sources show ID`: everything that is known of a source; exit code 3 for one that is not. */
export function showSource(id: string, options: GlobalOptions): Promise<void> {
  return withStored(async (stored) => {
    const source = await stored.find(id);
    const watched = await stored.watchedUrls(source);
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
    const startIds = source.start.map(({ kind, url }) => frontierId(kind, url));
    const start = source.start.map(({ kind, url }, index) =>
      rowOf(
        kind,
        url,
        watched.find(({ _id }) => _id === startIds[index]),
      ),
    );
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
    await writeList([...start, ...found], ['kind', 'outcome', 'reason', 'at', 'failures', 'nextAt', 'url'], false);
  });
}
