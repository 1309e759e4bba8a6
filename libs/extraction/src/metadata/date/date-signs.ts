import type { PageFacts } from '../facts.ts';
import type { Candidate } from '../ranking/candidates.ts';
import { daysBetween } from './days.ts';
import { isLocalDay } from './local-time.ts';

/** Origin of what is said of a change. */
export const changeOrigin = 'change';
/** Whether a day is stated as one of publication, and not of a change alone. */
export const isPublication = ({ origins }: Candidate<string>): boolean =>
  origins.size > (origins.has(changeOrigin) ? 1 : 0);

/** Signs of a date that readers see beside the headline. */
const shownNear = /^(?:change:)?(?:visible:(?:near|close|justAbove)|time:near)$/;
/** Longer than an article waits between its date and its release. */
const longDays = 30;

export interface DeclaredDates {
  /** Days that the page declares as its publication. */
  readonly days: ReadonlySet<string>;
  /** The declaration to believe most. */
  readonly best: string | null;
  /** Days of the last change that readers see. */
  readonly shownChanges: readonly string[];
}

/** Adds what days say beside each other, the declared ones and the address. */
export function describe(candidates: readonly Candidate<string>[], facts: PageFacts, declared: DeclaredDates): void {
  const inPath = /\/((?:19|20)\d{2})\/(\d{2})\//.exec(facts.url);
  const isShown = ({ evidence }: Candidate<string>): boolean =>
    [...evidence.keys()].some((name) => shownNear.test(name));
  const shown = new Set(candidates.filter(isShown));
  const firstDay = candidates.map(({ key }) => key).sort()[0];
  for (const candidate of candidates) {
    const { key, evidence, origins } = candidate;
    const note = (name: string): void => void evidence.set(name, 1);
    evidence.set('origins', Math.log2(origins.size));
    if (inPath) note(key.startsWith(`${inPath[1] ?? ''}-${inPath[2] ?? ''}`) ? 'path:agrees' : 'path:differs');
    const distance = declared.best === null ? null : besideDeclared(key, declared.best, facts);
    if (distance !== null) note(distance);
    if (facts.isNews && declared.best !== null && !declared.days.has(key)) note('news:undeclared');
    if (declared.best !== null && !declared.days.has(key) && !shown.has(candidate)) note('unsupported');
    if (shown.has(candidate)) note(shown.size === 1 ? 'shown:alone' : 'shown');
    else if (shown.size > 0) note(isPublication(candidate) ? 'othersShown' : 'change:othersShown');
    if (!isPublication(candidate)) note('change:alone');
    else if (origins.has(changeOrigin)) note('change:too');
    if (declared.shownChanges.length > 0 && !declared.shownChanges.includes(key)) note('otherChangeShown');
    if (key === firstDay && candidates.length > 1) note('earliest');
  }
}

function besideDeclared(day: string, declared: string, facts: PageFacts): string | null {
  const off = daysBetween(day, declared);
  if (off === 0) return null;
  if (Math.abs(off) === 1) return isLocalDay(declared, facts) ? 'declared:dayOff' : 'declared:dayOffUtc';
  return `declared:${Math.abs(off) > longDays ? 'long' : 'days'}${off > 0 ? 'After' : 'Before'}`;
}
