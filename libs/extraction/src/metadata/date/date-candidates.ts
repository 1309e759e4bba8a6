import type { PageFacts } from '../facts.ts';
import { type Candidate, Candidates } from '../ranking/candidates.ts';
import { declaredChange, declaredPublication } from './declared-dates.ts';
import { type DateStyle, parseDate } from './parse-date.ts';
import { timeElements, visibleDates } from './visible-dates.ts';

export const dayOf = (date: string): string => date.slice(0, 10);
/** The day of an instant in UTC may be another one where the page is made. */
export const isUtc = (date: string): boolean => date.endsWith('Z');
/** Longer than an article waits between its date and its release. */
const longDays = 30;
const dayMs = 86_400_000;
export const daysBetween = (a: string, b: string): number =>
  Math.round((Date.parse(dayOf(a)) - Date.parse(dayOf(b))) / dayMs);

const dayFirstHosts = /\.(?:uk|au|nz|ie|in|za|ng|ke|my|sg|pk)$/;

/** Whether 4/5/2024 means April 5 here. */
function dateStyle({ url, survey }: Pick<PageFacts, 'url' | 'survey'>): DateStyle {
  const host = URL.parse(url)?.hostname ?? '';
  return { monthFirst: /^en(?!-(?:gb|au|nz|ie|in|za))/i.test(survey.lang ?? 'en') && !dayFirstHosts.test(host) };
}

/** Signs of a date that readers see beside the headline. */
const shownNear = /^(?:change:)?(?:visible:(?:near|close|justAbove)|time:near)$/;

/** Origin of what is said of a change: {@link isPublication} */
const changeOrigin = 'change';

/** Whether a day is stated as one of publication, and not of a change alone. */
export const isPublication = ({ origins }: Candidate<string>): boolean =>
  origins.size > (origins.has(changeOrigin) ? 1 : 0);

export interface FoundDates {
  /** Days by which the page could date itself; those of a change alone have only signs that begin with "change". */
  readonly days: readonly Candidate<string>[];
  /** Times of the last change, best source first. */
  readonly changes: readonly { readonly value: string; readonly source: string }[];
  /** What the page declares as its publication; null if it does not. */
  readonly declared: string | null;
}

/**
 * Every day that a page could mean as its day of publication, with the signs for it.
 * @param latestDay no later day can be one, as YYYY-MM-DD; null if unknown
 */
export function dateCandidates(facts: PageFacts, latestDay: string | null): FoundDates {
  const style = dateStyle(facts);
  const isAllowed = (date: string): boolean => latestDay === null || dayOf(date) <= latestDay;
  const candidates = new Candidates<string>();
  const changes: { value: string; source: string }[] = [];
  const isNews = facts.isNews ? 'news:' : 'other:';
  const signs: Partial<Record<string, string>> = {};
  for (const { text, sign, source } of declaredPublication(facts)) {
    const value = parseDate(text, style);
    if (value === null || !isAllowed(value)) continue;
    signs[sign] ??= value;
    candidates.add(dayOf(value), { value, source }, sign, [sign, `${isNews}${sign}`]);
  }
  for (const { text, source } of declaredChange(facts)) {
    const value = parseDate(text, style);
    if (value === null || !isAllowed(value)) continue;
    changes.push({ value, source });
    candidates.add(dayOf(value), { value, source }, changeOrigin, [
      'change:declared',
      `change:${source}`,
      `${isNews}change:declared`,
    ]);
  }
  const declaredDays = new Set(candidates.all.map(({ key }) => key));
  for (const { date, otherReading, source, isUpdate, evidence } of [
    ...visibleDates(facts, style),
    ...timeElements(facts, style),
  ]) {
    // 4/5/2024 may be meant in the order that is unusual for the page: a declaration of that day decides.
    const isOther = otherReading !== null && declaredDays.has(otherReading) && !declaredDays.has(date);
    const value = isOther ? otherReading : date;
    if (!isAllowed(value)) continue;
    if (isUpdate) {
      changes.push({ value, source });
      candidates.add(dayOf(value), { value, source }, changeOrigin, [
        'change:shown',
        `${isNews}change:shown`,
        ...evidence.map((name) => `change:${name}`),
      ]);
    } else candidates.add(dayOf(value), { value, source }, source, evidence);
  }
  const ofGraph = signs['og.published'];
  const ofLd = signs['ld.published'];
  const declared = (facts.isNews ? (ofLd ?? ofGraph) : (ofGraph ?? ofLd)) ?? null;
  const shown = changes
    .filter(({ source }) => source === 'visible' || source === 'html')
    .map(({ value }) => dayOf(value));
  const inPath = /\/((?:19|20)\d{2})\/(\d{2})\//.exec(facts.url);
  const all = candidates.all;
  const isShown = ({ evidence }: Candidate<string>): boolean =>
    [...evidence.keys()].some((name) => shownNear.test(name));
  const areShown = new Set(all.filter(isShown));
  const firstDay = all.map(({ key }) => key).sort()[0];
  for (const candidate of all) {
    const { key, evidence, origins } = candidate;
    const note = (name: string): void => void evidence.set(name, 1);
    evidence.set('origins', Math.log2(origins.size));
    if (inPath) note(key.startsWith(`${inPath[1] ?? ''}-${inPath[2] ?? ''}`) ? 'path:agrees' : 'path:differs');
    if (declared !== null) {
      const off = daysBetween(key, declared);
      if (Math.abs(off) === 1) note(isUtc(declared) ? 'declared:dayOffUtc' : 'declared:dayOff');
      else if (off !== 0) note(`declared:${Math.abs(off) > longDays ? 'long' : 'days'}${off > 0 ? 'Before' : 'After'}`);
    }
    if (
      facts.isNews &&
      declared !== null &&
      !Object.values(signs).some((value) => value !== undefined && dayOf(value) === key)
    )
      note('news:undeclared');
    if (areShown.has(candidate)) note(areShown.size === 1 ? 'shown:alone' : 'shown');
    else if (areShown.size > 0) note(isPublication(candidate) ? 'othersShown' : 'change:othersShown');
    if (!isPublication(candidate)) note('change:alone');
    else if (origins.has(changeOrigin)) note('change:too');
    if (shown.length > 0 && !shown.includes(key)) note('otherChangeShown');
    if (key === firstDay && all.length > 1) note('earliest');
  }
  return { days: all, changes, declared };
}
