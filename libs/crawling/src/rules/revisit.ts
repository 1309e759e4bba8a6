import type { PageOutcome } from '@newsflow/contracts';

export interface RevisitLimits {
  readonly minMs: number;
  readonly maxMs: number;
}

export interface Visit {
  /** How it ended. */
  readonly outcome: PageOutcome['outcome'];
  /** The visit before, and the pause between the two; null: this was the first. */
  readonly before: { readonly outcome: string; readonly pauseMs: number } | null;
  /** Since the page came into the world, as far as known. */
  readonly ageMs: number;
}

/** A page is looked at again after a quarter of its age when it is new to us, after at most half of it when it stays as it is. */
const firstShare = 1 / 4;
const unchangedShare = 1 / 2;
/** Pages that are gone, refused or no pages: the first look is a day later (of 90 minutes), each further one four times as late. */
const rareStart = 16;
const rareGrowth = 4;

/**
 * Pause until the next visit of a page, in ms. News is corrected in its first hours and hardly ever after weeks: the pause halves with each
 * change, doubles with each visit that finds none, and grows with the age of the page. A page that is back after it was gone begins anew.
 */
export function revisitMs({ outcome, before, ageMs }: Visit, { minMs, maxMs }: RevisitLimits): number {
  const clamp = (ms: number): number => Math.round(Math.min(Math.max(ms, minMs), maxMs));
  switch (outcome) {
    case 'fetched':
    case 'unchanged':
    case 'not-modified':
    case 'failed':
      if (before === null || before.outcome === 'gone') return clamp(ageMs * firstShare);
      if (outcome === 'fetched') return clamp(before.pauseMs / 2);
      return clamp(Math.min(before.pauseMs * 2, ageMs * unchangedShare));
    default:
      return clamp(Math.max(minMs * rareStart, (before?.pauseMs ?? 0) * rareGrowth));
  }
}
