import { contentSha256, maxUrlLength, registrableDomain } from '@newsflow/contracts';
import { type Discovery, frontierId } from '@newsflow/crawling';
import { type FetchFailure, header, type HttpAnswer, readDiscovery } from '@newsflow/fetching';
import type { FrontierDatabase } from '../frontier/database.ts';
import type { Content, LastOutcome, UrlDocument, UrlKind } from '../frontier/documents.ts';
import { forget } from '../frontier/forget.ts';
import { schedule, type UrlToFetch } from '../frontier/schedule.ts';
import type { UrlQueue } from '../frontier/url-queue.ts';
import type { HealthWatch } from './health-watch.ts';

/** Sitemap indexes inside indexes; the protocol has one level. */
const maxDepth = 3;

export interface DiscoveryTelemetry {
  read(happening: {
    url: string;
    sourceId: string | null;
    pages: number;
    sitemaps: number;
    problems: readonly string[];
  }): void;
  failed(happening: { url: string; sourceId: string | null; reason: string }): void;
}

/** The end of a fetch of a feed or sitemap: its pages go into the frontier, then it is put off until its next time. */
export class DiscoveryVisit {
  #before: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly frontier: FrontierDatabase,
    private readonly queue: UrlQueue,
    private readonly health: HealthWatch,
    private readonly telemetry: DiscoveryTelemetry,
  ) {}

  /** Throws FetchFailure where the document cannot be read. */
  async fetched(document: UrlDocument, answer: HttpAnswer, signal: AbortSignal): Promise<void> {
    const content: Content = {
      url: answer.url,
      sha256: contentSha256(answer.wire),
      version: 0,
      etag: header(answer, 'etag'),
      lastModified: header(answer, 'last-modified'),
    };
    // The pages that it names are in the frontier since it was read last.
    if (document.content?.sha256 === content.sha256) {
      await this.#finish(document, { outcome: 'unchanged', reason: null }, content, signal);
      return;
    }
    const { found, named, tooLong } = await this.#inTurn(() => this.#bringIn(document, answer, signal));
    const sitemaps = document.kind === 'sitemap' ? named : undefined;
    const problems = [...found.problems, ...(tooLong > 0 ? [`${tooLong} addresses are too long`] : [])];
    const reason = problems.length > 0 ? problems.join('; ') : null;
    const isKept = await this.#finish(document, { outcome: 'read', reason }, content, signal, sitemaps);
    if (!isKept) await this.#forgetOrphans(document);
    const { url, sourceId } = document;
    this.telemetry.read({ url, sourceId, pages: found.pages.length, sitemaps: found.sitemaps.length, problems });
  }

  /** The server has what was read last. */
  async notModified(document: UrlDocument, signal: AbortSignal): Promise<void> {
    await this.#finish(document, { outcome: 'not-modified', reason: null }, null, signal);
  }

  async failed(document: UrlDocument, { outcome, reason }: FetchFailure, signal: AbortSignal): Promise<void> {
    // What a source starts from is tried again; what an index names comes back with the index.
    if (outcome === 'gone' && document.depth > 0) {
      await this.health.note(document, { outcome, reason, at: new Date() }, signal);
      await this.queue.forget(document);
    } else await this.#finish(document, { outcome, reason }, null, signal);
    this.telemetry.failed({ url: document.url, sourceId: document.sourceId, reason });
  }

  /** One at a time in this process: each may take a process of {@link readDiscovery}, and 50,000 URLs of it are in memory here. */
  #inTurn<T>(action: () => Promise<T>): Promise<T> {
    const turn = this.#before.then(action);
    this.#before = turn.catch(() => undefined);
    return turn;
  }

  async #bringIn(
    document: UrlDocument,
    answer: HttpAnswer,
    signal: AbortSignal,
  ): Promise<{ found: Discovery; named: string[]; tooLong: number }> {
    const found = await readDiscovery(document.kind === 'feed' ? 'feed' : 'sitemap', answer, signal);
    const { items, tooLong } = await this.#itemsOf(document, answer.url, found);
    await schedule(this.frontier, items);
    const named = items.filter(({ kind }) => kind === 'sitemap').map((item) => frontierId('sitemap', item.url));
    return { found, named, tooLong };
  }

  async #finish(
    document: UrlDocument,
    end: Pick<LastOutcome, 'outcome' | 'reason'>,
    content: Content | null,
    signal: AbortSignal,
    sitemaps?: readonly string[],
  ): Promise<boolean> {
    const last = { ...end, version: 0, at: new Date() };
    await this.health.note(document, last, signal);
    const { everyMs: pauseMs } = document;
    return this.queue.finish(document, { last, finalUrl: null, content, pauseMs, moved: false, sitemaps });
  }

  /** A sitemap that was forgotten while it was read has named others that nobody names now. */
  async #forgetOrphans({ _id }: UrlDocument): Promise<void> {
    if ((await this.frontier.urls.findOne({ _id })) === null) await forget(this.frontier, { namedBy: _id });
  }

  async #itemsOf(
    { _id, sourceId, everyMs, depth }: UrlDocument,
    url: string,
    { pages, sitemaps }: Discovery,
  ): Promise<{ items: UrlToFetch[]; tooLong: number }> {
    const source = sourceId === null ? null : await this.frontier.sources.findOne({ _id: sourceId });
    const domain = registrableDomain(url);
    const item = (kind: UrlKind, address: string, publishedAt?: string): UrlToFetch => ({
      kind,
      url: address,
      sourceId,
      priority: 5,
      notBefore: null,
      request: null,
      everyMs: kind === 'page' ? null : everyMs,
      ...(kind === 'page' ? { depth: 0 } : { depth: depth + 1, namedBy: _id }),
      ...(publishedAt === undefined ? {} : { publishedAt: new Date(publishedAt) }),
      // A source may be quick with its own site, not with whomever it links to.
      ...(source?.enabled === true && registrableDomain(address) === domain ? { hostDelayMs: source.delayMs } : {}),
    });
    const all = [
      ...pages.map((page) => item('page', page.url, page.publishedAt)),
      ...(depth < maxDepth ? sitemaps.map((address) => item('sitemap', address)) : []),
    ];
    const items = all.filter((candidate) => candidate.url.length <= maxUrlLength);
    return { items, tooLong: all.length - items.length };
  }
}
