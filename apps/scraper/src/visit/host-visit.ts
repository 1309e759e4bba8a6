import { backOffMs, hostDelayMs, isAllowed } from '@newsflow/crawling';
import { accepts, type Fetcher, FetchFailure, type Gate, HostPace, type HttpClient } from '@newsflow/fetching';
import { inSpan } from '@newsflow/tracing';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AddressGaps } from '../frontier/address-gaps.ts';
import { isDependencyFailure } from '../frontier/mongodb-failure.ts';
import type { UrlDocument } from '../frontier/documents.ts';
import { askedDelayMs } from '../frontier/host-delays.ts';
import type { HostLease, HostLeases } from '../frontier/host-leases.ts';
import type { PageVersions } from '../frontier/page-versions.ts';
import type { UrlQueue } from '../frontier/url-queue.ts';
import type { DiscoveryVisit } from './discovery-visit.ts';
import { LeaseKeeper } from './lease-keeper.ts';
import { refuseOtherTypes } from './page-result.ts';
import type { PageVisit } from './page-visit.ts';
import { disabledPauseMs, type Revisits } from './revisits.ts';
import type { RobotsCache } from './robots-cache.ts';

interface VisitSettings {
  readonly defaultDelayMs: number;
  readonly leaseMs: number;
  /** Of one fetch, the first included. */
  readonly attempts: number;
  /** Pause after the first failure; doubles with each further one. */
  readonly retryBaseMs: number;
}

export interface VisitParts {
  readonly settings: VisitSettings;
  readonly leases: HostLeases;
  readonly queue: UrlQueue;
  readonly gaps: AddressGaps;
  readonly client: HttpClient;
  readonly fetcher: Fetcher;
  readonly robots: RobotsCache;
  readonly pages: PageVisit;
  readonly discoveries: DiscoveryVisit;
  readonly versions: PageVersions;
  readonly revisits: Revisits;
  /** Something that is not a page's own failure. */
  readonly onError: (error: unknown) => void;
}

/** URLs fetched in one lease; then the others have a turn. */
const maxUrls = 10;
/** A page that ends every process that fetches it is given up after so many of them. */
const maxTakes = 8;
/** With a longer pause the host is given back instead of waited for. */
const longestWaitMs = 1000;
/** After an error that is not the page's, such as MongoDB being away. */
const brokenOffRestMs = 2000;

/** An error that nobody foresaw is counted as the page's own, else that page would be tried for ever; what a dependency does is not. */
function pageFailure(error: unknown, onError: (error: unknown) => void): FetchFailure {
  if (error instanceof FetchFailure) return error;
  if (isDependencyFailure(error)) throw error;
  onError(error);
  const name = error instanceof Error ? error.name : 'unknown';
  return new FetchFailure('failed', `internal-error: ${name}`, { retry: true, cause: error });
}

/** Fetches the due URLs of one leased host, one after the other. */
export class HostVisit {
  /** Pause that the sources of the host ask for; null: none does. */
  readonly #sourceMs: number | null;
  readonly #pace: HostPace;
  readonly #keeper: LeaseKeeper;
  #failures: number;
  #restMs = 0;

  constructor(
    private readonly parts: VisitParts,
    private readonly lease: HostLease,
  ) {
    const { defaultDelayMs, leaseMs } = parts.settings;
    const { failures, robots } = lease.document;
    const crawlDelayMs = Math.max(robots.http?.rules.crawlDelayMs ?? 0, robots.https?.rules.crawlDelayMs ?? 0);
    this.#sourceMs = askedDelayMs(lease.document);
    this.#pace = new HostPace(hostDelayMs({ defaultMs: defaultDelayMs, sourceMs: this.#sourceMs, crawlDelayMs }));
    this.#keeper = new LeaseKeeper(parts.leases, lease, leaseMs);
    this.#failures = failures;
  }

  /**
   * @param stopping no further URL is begun
   * @param abandon the running fetch is given up; its URL stays due
   */
  async run(stopping: AbortSignal, abandon: AbortSignal): Promise<void> {
    const signal = AbortSignal.any([abandon, this.#keeper.signal]);
    const { queue, revisits } = this.parts;
    try {
      if (this.lease.takenOver) await this.#takeOver();
      for (let count = 0; count < maxUrls && !stopping.aborted && !signal.aborted; count++) {
        if (this.#pace.restMs > longestWaitMs || this.#restMs > 0) break;
        const document = await queue.take(this.lease);
        if (!document) break;
        const attributes = { 'url.full': document.url };
        if (await revisits.isSuspended(document)) await queue.putOff(document, disabledPauseMs);
        else await inSpan({ name: `fetch ${document.kind}`, attributes }, () => this.#visit(document, signal));
      }
    } catch (error) {
      this.#restMs = Math.max(this.#restMs, brokenOffRestMs);
      throw error;
    } finally {
      this.#keeper.stop();
      if (!this.#keeper.signal.aborted) await this.#release();
    }
  }

  /** Nobody knows when the holder before sent its last request: the host has its rest first. */
  async #takeOver(): Promise<void> {
    await this.parts.queue.revoke(this.lease);
    this.#pace.requestEnded();
  }

  async #release(): Promise<void> {
    const { queue, leases } = this.parts;
    const nextDue = await queue.nextDue(this.lease.host);
    const restMs = Math.max(this.#pace.restMs, this.#restMs);
    await leases.release(this.lease, { restMs, failures: this.#failures }, nextDue);
  }

  async #visit(document: UrlDocument, signal: AbortSignal): Promise<void> {
    try {
      if (document.takes > maxTakes) throw new FetchFailure('failed', `without-end: ${maxTakes} fetches`);
      await this.#fetch(document, signal);
      this.#failures = 0;
    } catch (error) {
      if (signal.aborted) {
        await this.parts.queue.giveBack(document);
        return;
      }
      await this.#failed(document, pageFailure(error, this.parts.onError), signal);
    }
  }

  async #fetch(document: UrlDocument, signal: AbortSignal): Promise<void> {
    const { fetcher, queue, pages, discoveries, versions } = this.parts;
    const { kind } = document;
    const fetched = await fetcher.fetch(
      {
        url: document.target ?? document.url,
        redirects: document.redirects,
        accept: accepts[kind],
        validators: async (url) => {
          const content = await versions.contentOf(document, url);
          return content?.url === url ? content : null;
        },
        check: kind === 'page' ? refuseOtherTypes : () => undefined,
        signal,
      },
      this.#gate(signal),
    );
    if (fetched.kind === 'elsewhere') {
      await queue.handOver(document, fetched.target, [...fetched.redirects]);
      return;
    }
    const { answer, redirects } = fetched;
    const isNew = fetched.kind === 'answer';
    if (kind === 'page') await pages[isNew ? 'fetched' : 'notModified'](document, answer, redirects, signal);
    else if (isNew) await discoveries.fetched(document, answer, signal);
    else await discoveries.notModified(document, signal);
  }

  /** What robots.txt says, then the host's turn. */
  #gate(signal: AbortSignal): Gate {
    const { robots, settings } = this.parts;
    const turn = this.#turn(signal);
    return {
      pass: async (url) => {
        const rules = await robots.rulesFor(url, this.lease, turn, signal);
        this.#pace.delayMs = hostDelayMs({
          defaultMs: settings.defaultDelayMs,
          sourceMs: this.#sourceMs,
          crawlDelayMs: rules.crawlDelayMs,
        });
        const { pathname, search } = new URL(url);
        if (!isAllowed(rules, pathname + search)) throw new FetchFailure('refused-robots', 'robots-disallow');
        await turn.pass(url);
      },
      passed: () => {
        turn.passed();
      },
    };
  }

  /** The host's pause and the gap of its address, before every request, robots.txt included. */
  #turn(signal: AbortSignal): Gate {
    const { gaps, client } = this.parts;
    return {
      pass: async (url) => {
        await this.#pace.wait(signal);
        const gapMs = await gaps.book(await client.addressOf(url, signal));
        if (gapMs > 0) await sleep(gapMs, undefined, { signal });
      },
      passed: () => {
        this.#pace.requestEnded();
      },
    };
  }

  async #failed(document: UrlDocument, failure: FetchFailure, signal: AbortSignal): Promise<void> {
    const { queue, pages, discoveries, settings } = this.parts;
    const { attempts, retryBaseMs: baseMs } = settings;
    if (failure.hostWide) {
      this.#failures += 1;
      this.#restMs = backOffMs({
        failures: Math.min(this.#failures, attempts),
        baseMs,
        retryAfterMs: failure.retryAfterMs,
      });
    } else if (failure.finalUrl !== null) this.#failures = 0;
    const failures = document.failures + 1;
    // Once the host as a whole has had its tries, each of its pages has one.
    const hopeless = failure.hostWide && this.#failures > attempts;
    if (failure.retry && failures < attempts && !hopeless) {
      await queue.retry(document, backOffMs({ failures, baseMs, retryAfterMs: failure.retryAfterMs }));
    } else if (document.kind === 'page') await pages.failed(document, failure, signal);
    else await discoveries.failed(document, failure, signal);
  }
}
