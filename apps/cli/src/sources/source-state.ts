import { durationText, noHealth } from '@newsflow/crawling';
import type { SourceDocument, StoredSources } from './stored.ts';

/** A row of `sources list`. */
export interface SourceState {
  readonly id: string;
  readonly name: string;
  readonly enabled: boolean;
  readonly origin: 'file' | 'command';
  readonly every: string;
  /** As in source-health events; null: nothing of it has been fetched yet. */
  readonly status: string | null;
  /** To the minute while all is well. */
  readonly lastSuccess: string | null;
  /** In a row, of the source as a whole or of its worst feed. */
  readonly failures: number;
  /** Pages known, fetched or not. */
  readonly pages: number;
}

export async function stateOf(
  { urls }: StoredSources,
  { _id: id, name, enabled, origin, everyMs, health }: SourceDocument,
): Promise<SourceState> {
  const { failures, broken, lastSuccessAt } = health?.state ?? noHealth;
  return {
    id,
    name,
    enabled,
    origin,
    every: durationText(everyMs),
    status: health?.state.status ?? null,
    lastSuccess: lastSuccessAt?.toISOString() ?? null,
    failures: Math.max(failures, ...broken.map((feed) => feed.failures)),
    pages: await urls.countDocuments({ sourceId: id, kind: 'page' }),
  };
}
