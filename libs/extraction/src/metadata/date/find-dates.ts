import type { PageFacts, Sourced } from '../facts.ts';
import { rank, type Weights } from '../ranking/rank.ts';
import { dateCandidates } from './date-candidates.ts';
import { dayOf, daysBetween, isPublication, isUtc } from './date-signs.ts';

export interface Dates {
  /** The day by which the page dates itself: that of publication, or of the last change where it shows its readers only this. */
  readonly shown: string | null;
  readonly published: Sourced<string> | null;
  readonly modified: Sourced<string> | null;
}

const hasZone = (date: string): boolean => /(?:Z|[+-]\d\d:\d\d)$/.test(date.slice(10));

const mostExact = (readings: readonly Sourced<string>[]): Sourced<string> | null =>
  [...readings].sort(
    (a, b) => Number(hasZone(b.value)) - Number(hasZone(a.value)) || b.value.length - a.value.length,
  )[0] ?? null;

/** The day that most signs point to, in the most exact form in which it was found, and the last change that the page states. */
export function findDates(facts: PageFacts, latestDay: string | null, weights: Weights): Dates {
  const { days, changes, declared } = dateCandidates(facts, latestDay);
  const ranked = rank(days, weights);
  const candidates = ranked.filter(isPublication);
  const [best] = candidates;
  // A day beside the declared one is that of another time zone or of the printed edition.
  const isOneOff =
    facts.isNews && best && declared !== null && !isUtc(declared) && Math.abs(daysBetween(best.key, declared)) === 1
      ? dayOf(declared)
      : null;
  const chosen = isOneOff === null ? best : (candidates.find(({ key }) => key === isOneOff) ?? best);
  // A time of change on the same day is more exact, but not that of publication.
  const published = mostExact((chosen?.readings ?? []).filter((reading) => !changes.includes(reading)));
  const modified = changes.find(({ value }) => published === null || dayOf(value) >= dayOf(published.value)) ?? null;
  const [first] = ranked;
  const shown = first && !isPublication(first) ? mostExact(first.readings) : published;
  return { shown: shown?.value ?? null, published, modified };
}
