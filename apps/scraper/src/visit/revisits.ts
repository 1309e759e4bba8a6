import type { PageOutcome } from '@newsflow/contracts';
import { revisitMs, type RevisitLimits } from '@newsflow/crawling';
import type { mongo } from 'mongoose';
import type { SourceDocument, UrlDocument } from '../frontier/documents.ts';

/** How long what belongs to a disabled source is put off: what was planned by a fetch that was going on when it was disabled. */
export const disabledPauseMs = 24 * 3_600_000;

/** When pages are visited again: those of a source, as long as it is enabled. What was only asked for is fetched as often as it is asked for. */
export class Revisits {
  constructor(
    private readonly sources: mongo.Collection<SourceDocument>,
    private readonly limits: RevisitLimits,
  ) {}

  /** Nobody has asked for this fetch, and its source is disabled. */
  async isSuspended({ sourceId, kind, revisit }: UrlDocument): Promise<boolean> {
    if (sourceId === null || (kind === 'page' && !revisit)) return false;
    const source = await this.sources.findOne({ _id: sourceId });
    return source !== null && !source.enabled;
  }

  /**
   * Pause until the next visit of a page; null: none.
   * @param lastModified header of the answer: a page that has not changed for years is not young because we found it today
   */
  async pauseMs(
    { sourceId, last, revisitMs: pauseMs, seenAt }: UrlDocument,
    { outcome, at }: { outcome: PageOutcome['outcome']; at: Date },
    lastModified: string | null,
  ): Promise<number | null> {
    if (sourceId === null || (await this.sources.findOne({ _id: sourceId })) === null) return null;
    const modified = lastModified === null ? Number.NaN : Date.parse(lastModified);
    const bornMs = Math.min(seenAt.getTime(), Number.isNaN(modified) ? Infinity : modified);
    const before = last === null || pauseMs === null ? null : { outcome: last.outcome, pauseMs };
    return revisitMs({ outcome, before, ageMs: Math.max(0, at.getTime() - bornMs) }, this.limits);
  }
}
