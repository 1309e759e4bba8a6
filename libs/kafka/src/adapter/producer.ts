import { inSpansOf, type RecordSpans } from '@newsflow/tracing';
import type { KafkaSettings, Producer, TopicRecords } from '../client.ts';
import { PoisonError, UnavailableError } from '../errors.ts';
import type { OutgoingRecord, Position } from '../records.ts';
import { placed, publishing } from '../spans.ts';
import { type Chunk, chunks, maxRequestBytes, maxRequestRecords } from './chunks.ts';
import { Sender } from './sender.ts';

interface Job extends TopicRecords {
  readonly bytes: number;
  readonly resolve: (positions: Position[]) => void;
  readonly reject: (error: unknown) => void;
}

/** Puts what waits while a request is under way into the next one, and a new {@link Sender} in the place of a failed one. */
export class QueueingProducer implements Producer {
  readonly #waiting: Job[] = [];
  #sender: Sender | undefined;
  #working: Promise<void> | undefined;
  #closed = false;

  constructor(readonly settings: KafkaSettings) {}

  send(topic: string, records: readonly OutgoingRecord[]): Promise<Position[]> {
    return inSpansOf(
      records,
      (together) => publishing(topic, together),
      (spans) => this.#send(topic, spans),
    );
  }

  async #send(topic: string, { records, note }: RecordSpans<OutgoingRecord>): Promise<Position[]> {
    const positions: Position[] = [];
    // One after the other: what follows a failed chunk is not written before it.
    for (const chunk of chunks(records)) positions.push(...(await this.#enqueue(topic, chunk)));
    records.forEach((record, index) => {
      const position = positions[index];
      if (position) note(record, placed(position));
    });
    return positions;
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#working;
    await this.#sender?.close();
    this.#sender = undefined;
  }

  #enqueue(topic: string, { records, bytes }: Chunk): Promise<Position[]> {
    if (this.#closed)
      return Promise.reject(new UnavailableError('PRODUCER_CLOSED', `${topic}: the producer is closed`));
    const positions = new Promise<Position[]>((resolve, reject) => {
      this.#waiting.push({ topic, records, bytes, resolve, reject });
    });
    this.#working ??= this.#work();
    return positions;
  }

  async #work(): Promise<void> {
    while (this.#waiting.length > 0) await this.#request(this.#takeRequest());
    this.#working = undefined;
  }

  #takeRequest(): Job[] {
    let count = 0;
    let bytes = 0;
    const fitting = this.#waiting.findIndex((job, index) => {
      count += job.records.length;
      bytes += job.bytes;
      return index > 0 && (count > maxRequestRecords || bytes > maxRequestBytes);
    });
    return this.#waiting.splice(0, fitting < 0 ? this.#waiting.length : fitting);
  }

  /** Never rejects: each job hears of its own end. */
  async #request(jobs: readonly Job[]): Promise<void> {
    try {
      this.#sender ??= await Sender.connect(this.settings);
      const positions = await this.#sender.send(jobs);
      jobs.forEach((job, index) => {
        job.resolve(positions[index] ?? []);
      });
      if (this.#sender.spent) this.#replaceSender();
    } catch (error) {
      this.#replaceSender();
      // One record that the broker refuses fails the whole request: the others get their own.
      if (error instanceof PoisonError && jobs.length > 1) for (const job of jobs) await this.#request([job]);
      else for (const job of jobs) job.reject(error);
    }
  }

  /** By a new one, when the next request comes. */
  #replaceSender(): void {
    const used = this.#sender;
    this.#sender = undefined;
    void used?.close();
  }
}
