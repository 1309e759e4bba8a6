import type { PageFacts, Sourced } from '../facts.ts';
import type { Candidate } from '../ranking/candidates.ts';
import { rank, type Weights } from '../ranking/rank.ts';
import { dateCandidates } from './date-candidates.ts';
import { isPublication } from './date-signs.ts';
import { dayOf, daysBetween } from './days.ts';
import { isLocalDay } from './local-time.ts';

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

/** The declared day where the best one is the day before or after: that is of another time zone or of the printed edition, unless the page itself says "published" before it. */
function dayBeside(
  { key, evidence }: Candidate<string>,
  declared: string | null,
  facts: PageFacts,
  candidates: readonly Candidate<string>[],
): Candidate<string> | null {
  const isTold = evidence.has('visible:worded') && evidence.has('shown:alone');
  if (!facts.isNews || declared === null || isTold || !isLocalDay(declared, facts)) return null;
  if (Math.abs(daysBetween(key, declared)) !== 1) return null;
  return candidates.find((candidate) => candidate.key === dayOf(declared)) ?? null;
}

/** The day that most signs point to, in the most exact form in which it was found, and the last change that the page states. */
export function findDates(facts: PageFacts, latestDay: string | null, weights: Weights): Dates {
  const { days, changes, declared } = dateCandidates(facts, latestDay);
  const ranked = rank(days, weights);
  const candidates = ranked.filter(isPublication);
  const [best] = candidates;
  const chosen = best && (dayBeside(best, declared, facts, candidates) ?? best);
  // A time of change on the same day is more exact, but not that of publication.
  const published = mostExact((chosen?.readings ?? []).filter((reading) => !changes.includes(reading)));
  const modified = changes.find(({ value }) => published === null || dayOf(value) >= dayOf(published.value)) ?? null;
  const [first] = ranked;
  const shown = first && !isPublication(first) ? mostExact(first.readings) : published;
  return { shown: shown?.value ?? null, published, modified };
}
