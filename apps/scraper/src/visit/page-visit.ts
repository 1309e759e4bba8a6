import { type FetchFacts, pageId, type PageOutcome } from '@newsflow/contracts';
import { failuresAfter, movedForGood } from '@newsflow/crawling';
import { type FetchFailure, header, type HttpAnswer, type Redirect } from '@newsflow/fetching';
import type { Content, UrlDocument } from '../frontier/documents.ts';
import type { PageVersions } from '../frontier/page-versions.ts';
import type { UrlQueue } from '../frontier/url-queue.ts';
import type { HealthWatch } from './health-watch.ts';
import { type PageResult, readPage } from './page-result.ts';
import type { Publisher } from './publisher.ts';
import type { Revisits } from './revisits.ts';

interface PageParts {
  readonly queue: UrlQueue;
  readonly versions: PageVersions;
  readonly revisits: Revisits;
  readonly health: HealthWatch;
  readonly publisher: Publisher;
  readonly productToken: string;
  readonly onOutcome: (outcome: PageOutcome) => void;
}

/** How a fetch ended, and what of it is needed to say so. */
interface End {
  readonly outcome: PageOutcome['outcome'];
  readonly reason: string | null;
  readonly version: number;
  readonly at: Date;
  /** The page that answered; null: none did. */
  readonly finalUrl: string | null;
  /** What readers have of it now; null: as before. */
  readonly content: Content | null;
  readonly lastModified: string | null;
  readonly moved: boolean;
}

/**
 * The end of a page's fetch. The order is the guarantee: version, then both events acknowledged, then the write-back. Whatever stops it
 * between two of these leaves the URL due, and the repetition has the same version and the same event ids.
 */
export class PageVisit {
  constructor(private readonly parts: PageParts) {}

  /** Publishes an answer, unless readers have the same body already. Throws FetchFailure where its body turns out to be of no use. */
  async fetched(
    document: UrlDocument,
    answer: HttpAnswer,
    redirects: readonly Redirect[],
    signal: AbortSignal,
  ): Promise<void> {
    const { versions, publisher, productToken } = this.parts;
    const page = await readPage(answer, productToken);
    const known = await versions.contentOf(document, answer.url);
    const isKnown = known?.sha256 === page.sha256;
    const { version, previous } = await versions.claim(answer.url, isKnown ? { outcome: 'unchanged' } : page);
    const [etag, lastModified] = [header(answer, 'etag'), header(answer, 'last-modified')];
    const end: End = {
      outcome: isKnown ? 'unchanged' : 'fetched',
      reason: null,
      version,
      at: new Date(),
      finalUrl: answer.url,
      content: {
        url: answer.url,
        sha256: page.sha256,
        // Of the body that was published: the next one names it as the one before.
        version: isKnown ? known.version : version,
        etag,
        lastModified,
      },
      lastModified,
      moved: movedForGood(redirects),
    };
    if (!isKnown) {
      const facts = factsOf(document, answer, redirects, page, { ...end, previous });
      await Promise.all([
        publisher.rawPage(facts, page.body, page.contentEncoding, signal),
        this.#publish(document, end, signal),
      ]);
    } else await this.#publish(document, end, signal);
    await this.#finish(document, end, signal);
  }

  /** The server has what it had: readers keep it. */
  async notModified(
    document: UrlDocument,
    answer: HttpAnswer,
    redirects: readonly Redirect[],
    signal: AbortSignal,
  ): Promise<void> {
    const end = { outcome: 'not-modified', reason: null, finalUrl: answer.url } as const;
    const lastModified = header(answer, 'last-modified');
    await this.#end(document, { ...end, lastModified, moved: movedForGood(redirects) }, signal);
  }

  /** Publishes that a fetch came to nothing. */
  async failed(document: UrlDocument, { outcome, reason, finalUrl }: FetchFailure, signal: AbortSignal): Promise<void> {
    await this.#end(document, { outcome, reason, finalUrl, lastModified: null, moved: false }, signal);
  }

  /** An end without a body. */
  async #end(
    document: UrlDocument,
    known: Omit<End, 'version' | 'at' | 'content'>,
    signal: AbortSignal,
  ): Promise<void> {
    const { finalUrl, outcome, reason } = known;
    const words = reason === null ? outcome : `${outcome}: ${reason}`;
    const { version } = await this.parts.versions.claim(finalUrl ?? document.url, { outcome: words });
    const end: End = { ...known, version, at: new Date(), content: null };
    await this.#publish(document, end, signal);
    await this.#finish(document, end, signal);
  }

  async #publish(document: UrlDocument, end: End, signal: AbortSignal): Promise<void> {
    await this.parts.publisher.outcome(outcomeOf(document, end), signal);
  }

  async #finish(document: UrlDocument, end: End, signal: AbortSignal): Promise<void> {
    const { queue, revisits, health, onOutcome } = this.parts;
    const { outcome, reason, version, at, finalUrl, content, moved, lastModified } = end;
    await health.note(document, end, signal);
    const pauseMs = await revisits.pauseMs(document, end, lastModified);
    const failures = failuresAfter(document.last?.failures ?? 0, { kind: document.kind, outcome });
    const last = { outcome, reason, version, at, failures };
    await queue.finish(document, { last, finalUrl, content, pauseMs, moved });
    onOutcome(outcomeOf(document, end));
  }
}

const outcomeOf = ({ url }: UrlDocument, { finalUrl, version, outcome, reason, at }: End): PageOutcome => ({
  pageId: pageId(finalUrl ?? url),
  url,
  ...(finalUrl === null ? {} : { finalUrl }),
  version,
  stage: 'scraper',
  outcome,
  reason,
  at: at.toISOString(),
});

function factsOf(
  { url, sourceId }: UrlDocument,
  answer: HttpAnswer,
  redirects: readonly Redirect[],
  { sha256, rights }: PageResult,
  { version, at, previous }: Pick<End, 'version' | 'at'> & { previous: Content | null },
): FetchFacts {
  const [etag, lastModified] = [header(answer, 'etag'), header(answer, 'last-modified')];
  return {
    pageId: pageId(answer.url),
    url,
    finalUrl: answer.url,
    version,
    status: answer.status,
    fetchedAt: at.toISOString(),
    contentType: header(answer, 'content-type'),
    ...(etag === null ? {} : { etag }),
    ...(lastModified === null ? {} : { lastModified }),
    redirects: [...redirects],
    sha256,
    previous: previous && { sha256: previous.sha256, version: previous.version },
    sourceId,
    rights,
  };
}
