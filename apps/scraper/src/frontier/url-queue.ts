import { pageId } from '@newsflow/contracts';
import type { mongo } from 'mongoose';
import type { FrontierDatabase } from './database.ts';
import type { Content, LastOutcome, UrlDocument } from './documents.ts';
import { forgetWithin } from './forget.ts';
import type { HostLease } from './host-leases.ts';
import { hostOf, literal } from './new-url.ts';
import { wake } from './schedule.ts';

/** How a fetch ended, to be written back. */
export interface Finished {
  readonly last: LastOutcome;
  /** The page that answered; null: none did. */
  readonly finalUrl: string | null;
  /** What readers have of it now; null: as before. */
  readonly content: Content | null;
  /** Until the next fetch; null: none is planned. */
  readonly pauseMs: number | null;
  /** The page is visited at `finalUrl` from now on, and no longer at the URL that led there. */
  readonly moved: boolean;
  /** `_id` of every sitemap that a sitemap names; missing: as before. */
  readonly sitemaps?: readonly string[] | undefined;
}

/**
 * Of second visits, below anything that is new or asked for: a first fetch never waits for a second one. Sitemaps that an index names have
 * it, too: there can be thousands of them, due again before the last one is read, and no page would ever be visited again. What a source
 * starts from is little, and brings the news.
 */
const revisitPriority = 3;
const dueIn = (pauseMs: number) => ({ $add: ['$$NOW', Math.ceil(pauseMs)] });

/** The URLs of a leased host. Whatever is written about a fetch is refused unless the URL is still held under the lease. */
export class UrlQueue {
  constructor(private readonly frontier: FrontierDatabase) {}

  /**
   * Takes the URL with the highest priority that has waited longest, or null where none of the host is due.
   *
   * MongoDB cannot look at the lease of the host in the same update: whoever has lost it without knowing yet (a process that was paused)
   * can still take a URL. That does no harm: it gets none that a newer lease has in hand, a newer lease takes from it what it gets, and
   * its own clock ends its fetch (`LeaseKeeper`).
   */
  async take({ host, fence }: HostLease): Promise<UrlDocument | null> {
    return this.frontier.urls.findOneAndUpdate(
      { host, nextAt: { $type: 'date' }, $expr: { $lte: ['$nextAt', '$$NOW'] }, lease: { $not: { $gt: fence } } },
      { $set: { lease: fence }, $inc: { takes: 1 } },
      { sort: { priority: -1, nextAt: 1 }, returnDocument: 'after', writeConcern: { w: 1 } },
    );
  }

  /** When the next URL of the host is due; null: none ever. */
  async nextDue(host: string): Promise<Date | null> {
    const next = await this.frontier.urls.findOne(
      { host, nextAt: { $type: 'date' } },
      { sort: { nextAt: 1 }, projection: { nextAt: 1 } },
    );
    return next?.nextAt ?? null;
  }

  /** Takes every URL of the host from the holder of a lease that has run out: what that one writes back late is refused. */
  async revoke({ host, fence }: HostLease): Promise<void> {
    await this.frontier.urls.updateMany(
      { host, nextAt: { $type: 'date' }, lease: { $lt: fence } },
      { $set: { lease: null } },
    );
  }

  /** Marks a fetch as done, after its events are acknowledged. False: the lease was lost, nothing is written. */
  async finish(document: UrlDocument, end: Finished): Promise<boolean> {
    const { last, finalUrl, content, pauseMs, moved, sitemaps } = end;
    const page = finalUrl === null ? document._id : pageId(finalUrl);
    const elsewhere = page !== document._id;
    const host = hostOf(document.url);
    const planned = pauseMs !== null && !(moved && elsewhere);
    const found = {
      pending: { $cond: [{ $eq: ['$pending.version', last.version] }, null, '$pending'] },
      ...(content === null ? {} : { content: literal(content), unsettled: null }),
    };
    const done = {
      failures: 0,
      lease: null,
      redirects: [],
      target: null,
      host: literal(host),
      last: literal(last),
      nextAt: planned ? dueIn(pauseMs) : null,
      ...(document.kind === 'page' ? { revisitMs: planned ? pauseMs : null, revisit: planned } : {}),
      ...(document.kind === 'page' || document.depth > 0 ? { priority: revisitPriority } : {}),
      ...(elsewhere ? {} : found),
    };
    if (!elsewhere && host === document.host && !sitemaps) return this.#writeBack(document, done);
    // All or nothing: a crash in between would give the same content a second version, let a host sleep while a URL of it is due, or keep
    // a sitemap that no index names.
    return this.#together(async (session) => {
      if (!(await this.#writeBack(document, done, session))) return false;
      if (elsewhere) {
        const visits = moved && pauseMs !== null ? adopted(document, pauseMs) : {};
        const changes = { ...found, ...visits, last: literal(last) };
        await this.frontier.urls.updateOne({ _id: page }, [{ $set: changes }], { session });
      }
      if (planned && host !== document.host) await wake(this.frontier, host, dueIn(pauseMs), session);
      if (sitemaps) {
        const dropped = { namedBy: document._id, _id: { $nin: [...sitemaps] } };
        await forgetWithin(session, this.frontier, dropped, document._id);
      }
      return true;
    });
  }

  /** Forgets a feed or sitemap; whoever still names it brings it back. False: the lease was lost, nothing is written. */
  async forget(document: UrlDocument): Promise<boolean> {
    return this.#together(async (session) => {
      const written = await this.#writeBack(document, { lease: null }, session);
      if (written) await forgetWithin(session, this.frontier, { _id: document._id }, null);
      return written;
    });
  }

  /** Puts a fetch off: a failure that passes. False: the lease was lost, nothing is written. */
  async retry(document: UrlDocument, waitMs: number): Promise<boolean> {
    return this.#writeBack(document, { nextAt: dueIn(waitMs), failures: document.failures + 1, lease: null });
  }

  /** Puts a URL off that is not fetched for now. False: the lease was lost, nothing is written. */
  async putOff(document: UrlDocument, waitMs: number): Promise<boolean> {
    return this.#writeBack(document, { nextAt: dueIn(waitMs), lease: null });
  }

  /** Gives a URL back as it was: it stays due. False: the lease was lost, nothing is written. */
  async giveBack(document: UrlDocument): Promise<boolean> {
    return this.#writeBack(document, { lease: null });
  }

  /**
   * A redirect to another host: that host's next leaseholder goes on with it, so that politeness holds there as well.
   * False: the lease was lost, nothing is written.
   */
  async handOver(document: UrlDocument, target: string, redirects: UrlDocument['redirects']): Promise<boolean> {
    const host = hostOf(target);
    const onward = {
      host: literal(host),
      target: literal(target),
      redirects: literal(redirects),
      nextAt: '$$NOW',
      lease: null,
    };
    return this.#together(async (session) => {
      const written = await this.#writeBack(document, onward, session);
      if (written) await wake(this.frontier, host, '$$NOW', session);
      return written;
    });
  }

  /** The one way in which a URL is written under a lease: only by whom it is still held. */
  async #writeBack(
    { _id, host, lease }: UrlDocument,
    changes: object,
    session?: mongo.ClientSession,
  ): Promise<boolean> {
    const options = session ? { session } : {};
    const { matchedCount } = await this.frontier.urls.updateOne(
      { _id, host, lease },
      [{ $set: { ...changes, takes: 0 } }],
      options,
    );
    return matchedCount === 1;
  }

  #together(write: (session: mongo.ClientSession) => Promise<boolean>): Promise<boolean> {
    return this.frontier.client.withSession((session) => session.withTransaction(() => write(session)));
  }
}

/** The page that a URL has moved to is visited in that one's place, unless it has a plan of its own. */
function adopted({ sourceId }: UrlDocument, pauseMs: number) {
  const idle = { $eq: ['$nextAt', null] };
  const ifIdle = (field: keyof UrlDocument, value: unknown) => ({ [field]: { $cond: [idle, value, `$${field}`] } });
  return {
    sourceId: { $ifNull: ['$sourceId', literal(sourceId)] },
    ...ifIdle('nextAt', dueIn(pauseMs)),
    ...ifIdle('revisit', true),
    ...ifIdle('revisitMs', pauseMs),
    ...ifIdle('priority', revisitPriority),
  };
}
