import { type FetchFacts, pageId, type PageOutcome } from '@newsflow/contracts';
import { type FetchFailure, header, type HttpAnswer, type Redirect } from '@newsflow/fetching';
import type { UrlDocument } from '../frontier/documents.ts';
import type { UrlQueue } from '../frontier/url-queue.ts';
import { readPage } from './page-result.ts';
import type { Publisher } from './publisher.ts';

/**
 * The end of a page's fetch. The order is the guarantee: version, then both events acknowledged, then the write-back. Whatever stops it
 * between two of these leaves the URL due, and the repetition has the same version and the same event ids.
 */
export class PageVisit {
  constructor(
    private readonly queue: UrlQueue,
    private readonly publisher: Publisher,
    private readonly productToken: string,
    private readonly onOutcome: (outcome: PageOutcome) => void,
  ) {}

  /** Publishes an answer. Throws FetchFailure where its body turns out to be of no use. */
  async fetched(
    document: UrlDocument,
    answer: HttpAnswer,
    redirects: readonly Redirect[],
    signal: AbortSignal,
  ): Promise<void> {
    const { sha256, body, contentEncoding, rights } = await readPage(answer, this.productToken);
    const { version, previous } = await this.queue.claimVersion(answer.url, sha256);
    const at = new Date();
    const etag = header(answer, 'etag');
    const lastModified = header(answer, 'last-modified');
    const facts: FetchFacts = {
      pageId: pageId(answer.url),
      url: document.url,
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
      sourceId: document.sourceId,
      rights,
    };
    const outcome = this.#outcome(document, answer.url, { version, outcome: 'fetched', reason: null, at });
    await Promise.all([
      this.publisher.rawPage(facts, body, contentEncoding, signal),
      this.publisher.outcome(outcome, signal),
    ]);
    const last = { outcome: 'fetched', reason: null, version, at };
    await this.queue.finish(document, { last, finalUrl: answer.url, content: { sha256, version, etag, lastModified } });
    this.onOutcome(outcome);
  }

  /** Publishes that a fetch came to nothing. */
  async failed(document: UrlDocument, { outcome, reason, finalUrl }: FetchFailure, signal: AbortSignal): Promise<void> {
    const { version } = await this.queue.claimVersion(finalUrl ?? document.url, `${outcome}: ${reason}`);
    const at = new Date();
    const data = this.#outcome(document, finalUrl, { version, outcome, reason, at });
    await this.publisher.outcome(data, signal);
    await this.queue.finish(document, { last: { outcome, reason, version, at }, finalUrl, content: null });
    this.onOutcome(data);
  }

  #outcome(
    { url }: UrlDocument,
    finalUrl: string | null,
    {
      version,
      outcome,
      reason,
      at,
    }: { version: number; outcome: PageOutcome['outcome']; reason: string | null; at: Date },
  ): PageOutcome {
    return {
      pageId: pageId(finalUrl ?? url),
      url,
      ...(finalUrl === null ? {} : { finalUrl }),
      version,
      stage: 'scraper',
      outcome,
      reason,
      at: at.toISOString(),
    };
  }
}
