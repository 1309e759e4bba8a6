import { pageId } from '@newsflow/contracts';
import type { mongo } from 'mongoose';
import type { Content, UrlDocument } from './documents.ts';
import { defaultPriority, keep, literal, newUrl } from './new-url.ts';

/** A version for a result that is about to be published. */
export interface ClaimedVersion {
  readonly version: number;
  /** What was published for this page before. */
  readonly previous: Content | null;
}

/** Versions and contents of pages. They are kept with the page that answers, whichever URL led to it. */
export class PageVersions {
  constructor(private readonly urls: mongo.Collection<UrlDocument>) {}

  /**
   * What readers have of the page that a URL leads to; of a feed or sitemap what was read of it last.
   * null where that is nothing, or not certain since a crash: then nothing can be called unchanged.
   */
  async contentOf(document: UrlDocument, url: string): Promise<Content | null> {
    if (document.kind !== 'page') return document.content;
    const page = document._id === pageId(url) ? document : await this.urls.findOne({ _id: pageId(url) });
    return page?.unsettled === null ? page.content : null;
  }

  /**
   * Gives out the version of a fetch: max(previous + 1, the server's time in ms), on the document of the page that the result is about.
   * It stays pending until the write-back: the same result after a crash gets the same version, so that its events are repetitions.
   * @param result `sha256` of a body that will be published, or `outcome` for any other end, in words that tell one from another
   */
  async claim(url: string, result: { sha256: string } | { outcome: string }): Promise<ClaimedVersion> {
    const words = 'sha256' in result ? result.sha256 : result.outcome;
    const same = { $eq: [{ $ifNull: ['$pending.result', null] }, literal(words)] };
    const next = { $max: [{ $add: [{ $ifNull: ['$version', 0] }, 1] }, { $toLong: '$$NOW' }] };
    const claimed = await this.urls.findOneAndUpdate(
      { _id: pageId(url) },
      [
        { $set: { pending: { $cond: [same, '$pending', { version: next, result: literal(words) }] } } },
        {
          $set: {
            // A page that was only ever redirected to has no document yet.
            ...newUrl({ kind: 'page', url, sourceId: null, priority: defaultPriority, depth: 1 }),
            pending: '$pending',
            version: '$pending.version',
            unsettled: 'sha256' in result ? result.sha256 : keep('unsettled', null),
          },
        },
      ],
      { upsert: true, returnDocument: 'after' },
    );
    if (!claimed?.pending) throw new Error(`no version was given out for ${url}`);
    return { version: claimed.pending.version, previous: claimed.content };
  }
}
