import { pageId } from '@newsflow/contracts';
import type { FrontierDatabase } from './database.ts';
import type { Content, LastOutcome, UrlDocument } from './documents.ts';
import type { HostLease } from './host-leases.ts';
import { hostOf, wake } from './schedule.ts';

/** A version for a result that is about to be published. */
export interface ClaimedVersion {
  readonly version: number;
  /** What was published for this page before. */
  readonly previous: Content | null;
}

/** How a fetch ended, to be written back. */
export interface Finished {
  readonly last: LastOutcome;
  /** The page that answered; null: none did. */
  readonly finalUrl: string | null;
  /** null: nothing was published. */
  readonly content: Content | null;
}

/** The URLs of a leased host. Every write but a claim checks that the URL is still held under the lease. */
export class UrlQueue {
  constructor(private readonly frontier: FrontierDatabase) {}

  /** Takes the URL with the highest priority that has waited longest, or null where none of the host is due. */
  async take({ host, token }: HostLease): Promise<UrlDocument | null> {
    return this.frontier.urls.findOneAndUpdate(
      { host, nextAt: { $type: 'date' }, $expr: { $lte: ['$nextAt', '$$NOW'] } },
      { $set: { lease: token } },
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

  /**
   * Gives out the version of a fetch: max(previous + 1, the server's time in ms), on the document of the page that the result is about.
   * It stays pending until the write-back: the same result after a crash gets the same version, so that its events are repetitions.
   * @param result sha256 of the body, or what else tells one result from another
   */
  async claimVersion(url: string, result: string): Promise<ClaimedVersion> {
    const same = { $eq: [{ $ifNull: ['$pending.result', null] }, { $literal: result }] };
    const next = { $max: [{ $add: [{ $ifNull: ['$version', 0] }, 1] }, { $toLong: '$$NOW' }] };
    const initial = (field: string, value: unknown) => ({ $ifNull: [`$${field}`, { $literal: value }] });
    const claimed = await this.frontier.urls.findOneAndUpdate(
      { _id: pageId(url) },
      [
        { $set: { pending: { $cond: [same, '$pending', { version: next, result: { $literal: result } }] } } },
        {
          $set: {
            version: '$pending.version',
            // A page that was only ever redirected to has no document yet.
            kind: initial('kind', 'page'),
            url: initial('url', url),
            host: initial('host', hostOf(url)),
            sourceId: initial('sourceId', null),
            priority: initial('priority', 5),
            nextAt: initial('nextAt', null),
            failures: initial('failures', 0),
            lease: initial('lease', null),
            redirects: initial('redirects', []),
            target: initial('target', null),
            content: initial('content', null),
            last: initial('last', null),
            requests: initial('requests', []),
            everyMs: initial('everyMs', null),
            depth: initial('depth', 0),
          },
        },
      ],
      { upsert: true, returnDocument: 'after' },
    );
    if (!claimed?.pending) throw new Error(`no version was given out for ${url}`);
    return { version: claimed.pending.version, previous: claimed.content };
  }

  /**
   * Marks a fetch as done, after its events are acknowledged. A feed or sitemap is due again after its pause.
   * False: the lease was lost, nothing is written.
   */
  async finish(document: UrlDocument, { last, finalUrl, content }: Finished): Promise<boolean> {
    const own = { _id: document._id, lease: document.lease };
    const done = {
      failures: 0,
      lease: null,
      redirects: [],
      target: null,
      host: hostOf(document.url),
      last: { $literal: last },
      nextAt: document.everyMs === null ? null : { $add: ['$$NOW', document.everyMs] },
    };
    const page = {
      pending: { $cond: [{ $eq: ['$pending.version', last.version] }, null, '$pending'] },
      ...(content === null ? {} : { content: { $literal: content } }),
    };
    const pageOf = finalUrl === null ? document._id : pageId(finalUrl);
    if (document.kind !== 'page' || pageOf === document._id) {
      const { matchedCount } = await this.frontier.urls.updateOne(own, [
        { $set: document.kind === 'page' ? { ...done, ...page } : done },
      ]);
      return matchedCount === 1;
    }
    // Both or none: a crash between the two would give the same content a second version.
    return this.frontier.connection.getClient().withSession((session) =>
      session.withTransaction(async () => {
        const { matchedCount } = await this.frontier.urls.updateOne(own, [{ $set: done }], { session });
        if (matchedCount === 0) return false;
        await this.frontier.urls.updateOne({ _id: pageOf }, [{ $set: { ...page, last: { $literal: last } } }], {
          session,
        });
        return true;
      }),
    );
  }

  /** Puts a fetch off: a failure that passes. */
  async retry(document: UrlDocument, waitMs: number): Promise<boolean> {
    const { matchedCount } = await this.frontier.urls.updateOne({ _id: document._id, lease: document.lease }, [
      { $set: { nextAt: { $add: ['$$NOW', Math.ceil(waitMs)] }, failures: document.failures + 1, lease: null } },
    ]);
    return matchedCount === 1;
  }

  /** Gives a URL back as it was: it stays due. */
  async giveBack(document: UrlDocument): Promise<void> {
    await this.frontier.urls.updateOne({ _id: document._id, lease: document.lease }, { $set: { lease: null } });
  }

  /** A redirect to another host: that host's next leaseholder goes on with it, so that politeness holds there as well. */
  async handOver(document: UrlDocument, target: string, redirects: UrlDocument['redirects']): Promise<boolean> {
    const host = hostOf(target);
    const { matchedCount } = await this.frontier.urls.updateOne({ _id: document._id, lease: document.lease }, [
      {
        $set: { host, target: { $literal: target }, redirects: { $literal: redirects }, nextAt: '$$NOW', lease: null },
      },
    ]);
    await wake(this.frontier, host);
    return matchedCount === 1;
  }
}
