import type { PageFacts } from '../facts.ts';
import { type Candidate, Candidates, type Reading } from '../ranking/candidates.ts';
import { declaredChange, declaredPublication } from './declared-dates.ts';
import { type DateStyle, parseDate } from './parse-date.ts';
import { changeOrigin, describe } from './date-signs.ts';
import { dayOf } from './days.ts';
import { localMidnight } from './local-time.ts';
import { timeElements, visibleDates } from './visible-dates.ts';

const dayFirstHosts = /\.(?:uk|au|nz|ie|in|za|ng|ke|my|sg|pk)$/;

/** Whether 4/5/2024 means April 5 here. */
function dateStyle({ url, survey }: Pick<PageFacts, 'url' | 'survey'>): DateStyle {
  const host = URL.parse(url)?.hostname ?? '';
  return { monthFirst: /^en(?!-(?:gb|au|nz|ie|in|za))/i.test(survey.lang ?? 'en') && !dayFirstHosts.test(host) };
}

export interface FoundDates {
  /** Days by which the page could date itself; those of a change alone have only signs that begin with "change". */
  readonly days: readonly Candidate<string>[];
  /** Times of the last change, best source first. */
  readonly changes: readonly Reading<string>[];
  /** What the page declares as its publication; null if it does not. */
  readonly declared: string | null;
}

/**
 * Every day that a page could mean as its day of publication, with the signs for it.
 * @param latestDay no later day can be one, as YYYY-MM-DD; null if unknown
 */
export function dateCandidates(facts: PageFacts, latestDay: string | null): FoundDates {
  const style = dateStyle(facts);
  const read = (text: string): string | null => {
    const date = parseDate(text, style);
    return date && localMidnight(date, facts);
  };
  const isAllowed = (date: string): boolean => latestDay === null || dayOf(date) <= latestDay;
  const candidates = new Candidates<string>();
  const changes: Reading<string>[] = [];
  const addChange = (reading: Reading<string>, ...evidence: readonly string[]): void => {
    changes.push(reading);
    candidates.add(dayOf(reading.value), reading, changeOrigin, evidence);
  };
  const isNews = facts.isNews ? 'news:' : 'other:';
  const signs: Partial<Record<string, string>> = {};
  for (const { text, sign, source } of declaredPublication(facts)) {
    const value = read(text);
    if (value === null || !isAllowed(value)) continue;
    signs[sign] ??= value;
    candidates.add(dayOf(value), { value, source }, sign, [sign, `${isNews}${sign}`]);
  }
  for (const { text, source } of declaredChange(facts)) {
    const value = read(text);
    if (value === null || !isAllowed(value)) continue;
    addChange({ value, source }, 'change:declared', `change:${source}`, `${isNews}change:declared`);
  }
  const declaredDays = new Set(candidates.all.map(({ key }) => key));
  for (const { date, otherReading, source, isUpdate, evidence } of [
    ...visibleDates(facts, style),
    ...timeElements(facts, style),
  ]) {
    // 4/5/2024 may be meant in the order that is unusual for the page: a declaration of that day decides.
    const isOther = otherReading !== null && declaredDays.has(otherReading) && !declaredDays.has(date);
    const value = localMidnight(isOther ? otherReading : date, facts);
    if (!isAllowed(value)) continue;
    if (isUpdate) {
      const seen = evidence.map((name) => `change:${name}`);
      addChange({ value, source }, 'change:shown', `${isNews}change:shown`, ...seen);
    } else candidates.add(dayOf(value), { value, source }, source, evidence);
  }
  const { 'ld.published': ofLd, 'og.published': ofGraph, 'microdata.published': ofMicrodata } = signs;
  const declared = (facts.isNews ? (ofLd ?? ofGraph) : (ofGraph ?? ofLd)) ?? ofMicrodata ?? null;
  const days = candidates.all;
  describe(days, facts, {
    days: new Set(Object.values(signs).flatMap((date) => (date === undefined ? [] : [dayOf(date)]))),
    best: declared,
    shownChanges: changes
      .filter(({ source }) => source === 'visible' || source === 'html')
      .map(({ value }) => dayOf(value)),
  });
  return { days, changes, declared };
}
