import { table } from '../output.ts';
import { finalOutcome, type PageProgress } from './watch.ts';

/** `demo --json`; names and shapes are part of the interface. */
export interface Summary {
  readonly pages: number;
  readonly outcomes: Readonly<Record<string, number>>;
  readonly articles: number;
  readonly quotations: number;
  readonly marketQuotes: number;
  readonly deadLetters: number;
  readonly pagesPerSecond: number;
  readonly p50Ms: number | null;
  readonly p99Ms: number | null;
}

/** Nearest-rank percentile; null of nothing. */
export function percentile(values: readonly number[], share: number): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? null;
}

export function countOutcomes(pages: readonly PageProgress[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const page of pages) {
    const outcome = finalOutcome(page) ?? 'none';
    counts[outcome] = (counts[outcome] ?? 0) + 1;
  }
  return counts;
}

export function summaryTable(summary: Summary, memory: readonly { name: string; peakBytes: number }[]): string {
  const ms = (value: number | null) => (value === null ? '-' : `${value} ms`);
  const rows: [string, string][] = [
    ['pages', String(summary.pages)],
    ...Object.entries(summary.outcomes)
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([outcome, count]): [string, string] => [`  ${outcome}`, String(count)]),
    ['articles', String(summary.articles)],
    ['quotations', String(summary.quotations)],
    ['market quotes', String(summary.marketQuotes)],
    ['dead letters', String(summary.deadLetters)],
    ['pages/s', summary.pagesPerSecond.toFixed(1)],
    ['fetch to MongoDB', `p50 ${ms(summary.p50Ms)}, p99 ${ms(summary.p99Ms)}`],
    ...memory.map(({ name, peakBytes }): [string, string] => [
      `memory ${name}`,
      `${(peakBytes / 1024 / 1024).toFixed(0)} MiB at most`,
    ]),
  ];
  return table(['summary', ''], rows);
}
