import { stringify } from 'yaml';
import { durationText } from './duration.ts';
import type { Source } from './source.ts';

/** The text of a sources file, which `parseSources` reads as the same sources. */
export function writeSources(sources: readonly Source[]): string {
  const entries = sources.map(({ id, name, everyMs, delayMs, start }) => ({
    id,
    name,
    every: durationText(everyMs),
    ...(delayMs === null ? {} : { delay: durationText(delayMs) }),
    start: start.map(({ kind, url }) => ({ [kind]: url })),
  }));
  // Not folded: an address stays on its line.
  return stringify({ sources: entries }, { lineWidth: 0 });
}
