import {
  encodeEvent,
  encodeRawPage,
  eventId,
  type FetchFacts,
  type PageOutcome,
  type RecordToSend,
  type SourceHealth,
  type TopicId,
  type TopicNames,
} from '@newsflow/contracts';
import { type Producer, UnavailableError } from '@newsflow/kafka';
import { setTimeout as sleep } from 'node:timers/promises';

const pauseMs = 500;

/** The promise's own end, or the reason of `signal` if that comes first: a send can wait for a broker longer than a shutdown does. */
async function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = Promise.withResolvers<never>();
  const abort = (): void => {
    aborted.reject(signal.reason as Error);
  };
  if (signal.aborted) abort();
  signal.addEventListener('abort', abort);
  try {
    return await Promise.race([promise, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', abort);
    aborted.promise.catch(() => undefined);
    promise.catch(() => undefined);
  }
}

/** Publishes what the scraper has to say; ids follow from page, version and stage, so that a repetition is recognised as one. */
export class Publisher {
  readonly #source: string;

  constructor(
    private readonly producer: Pick<Producer, 'send'>,
    private readonly names: TopicNames,
  ) {
    this.#source = names.source('scraper');
  }

  /** Resolves when all in-sync replicas have it. Waits for Kafka as long as `signal` allows; throws its reason. */
  async rawPage(facts: FetchFacts, body: Buffer, contentEncoding: string, signal: AbortSignal): Promise<void> {
    const record = encodeRawPage({
      type: 'newsflow.raw-page.fetched.v1',
      id: eventId('raw-page', facts.pageId, facts.version),
      source: this.#source,
      time: facts.fetchedAt,
      subject: facts.pageId,
      facts,
      body,
      contentEncoding,
    });
    await this.#send('raw-page', record, signal);
  }

  /** As {@link rawPage}. */
  async outcome(data: PageOutcome, signal: AbortSignal): Promise<void> {
    const record = encodeEvent({
      type: 'newsflow.page.outcome.v1',
      id: eventId('page-outcome', data.pageId, data.version, data.stage),
      source: this.#source,
      time: data.at,
      subject: data.pageId,
      data,
    });
    await this.#send('page-outcome', record, signal);
  }

  /** As {@link rawPage}. */
  async health(data: SourceHealth, signal: AbortSignal): Promise<void> {
    const record = encodeEvent({
      type: 'newsflow.source.health.v1',
      id: eventId('source-health', data.sourceId, data.status, data.at),
      source: this.#source,
      time: data.at,
      subject: data.sourceId,
      data,
    });
    await this.#send('source-health', record, signal);
  }

  async #send(topic: TopicId, record: RecordToSend, signal: AbortSignal): Promise<void> {
    for (;;) {
      // A lease that is lost meanwhile: what its holder knows may be older than what is published already.
      signal.throwIfAborted();
      try {
        await orAborted(this.producer.send(this.names.topic(topic), [record]), signal);
        return;
      } catch (error) {
        if (!(error instanceof UnavailableError)) throw error;
        await sleep(pauseMs, undefined, { signal });
      }
    }
  }
}
