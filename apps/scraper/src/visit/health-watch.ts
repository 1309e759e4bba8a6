import type { SourceHealth } from '@newsflow/contracts';
import { type HealthState, healthAfter, healthEvent, noHealth } from '@newsflow/crawling';
import type { mongo } from 'mongoose';
import type { SourceDocument, UrlDocument } from '../frontier/documents.ts';
import type { Publisher } from './publisher.ts';

/** While all is well the time of the last success is written this seldom: every page of a source would write to one document. */
const successEveryMs = 60_000;

const isWorthWriting = (before: HealthState | null, after: HealthState): boolean =>
  before?.status !== after.status ||
  before.failures !== after.failures ||
  JSON.stringify(before.broken) !== JSON.stringify(after.broken) ||
  (after.lastSuccessAt?.getTime() ?? 0) - (before.lastSuccessAt?.getTime() ?? 0) >= successEveryMs;

/**
 * Keeps the health of sources and tells when it changes. Any number of processes do so at once: a state is written only over the one that
 * it follows from, and whoever has told an older state last tells the newest one again.
 */
export class HealthWatch {
  constructor(
    private readonly sources: mongo.Collection<SourceDocument>,
    private readonly publisher: Publisher,
    private readonly onChange: (health: SourceHealth) => void,
  ) {}

  /** Takes in how a fetch has ended. Waits for Kafka as long as `signal` allows, if there is news; throws its reason. */
  async note(
    { sourceId, kind, url }: UrlDocument,
    end: { outcome: string; reason: string | null; at: Date },
    signal: AbortSignal,
  ): Promise<void> {
    if (sourceId === null) return;
    await this.#change(sourceId, signal, ({ enabled, health, start }) => {
      if (!enabled) return null;
      const feeds = start.filter((entry) => entry.kind !== 'page').map((entry) => entry.url);
      const state = healthAfter(health?.state ?? null, { kind, url, ...end }, feeds);
      return isWorthWriting(health?.state ?? null, state) ? state : null;
    });
  }

  /** Tells of the sources that were disabled since the last time, and what a process that died did not come to tell. */
  async review(signal: AbortSignal): Promise<void> {
    const disabled = this.sources.find({ enabled: false, 'health.state.status': { $ne: 'disabled' } });
    for (const { _id } of await disabled.toArray()) {
      await this.#change(_id, signal, ({ enabled, health }) =>
        enabled ? null : { ...(health?.state ?? noHealth), status: 'disabled', reason: null },
      );
    }
    const untold = this.sources.find({ $expr: { $lt: ['$health.told', '$health.changes'] } });
    for (const { _id } of await untold.toArray()) await this.#tell(_id, signal);
  }

  async #change(_id: string, signal: AbortSignal, rule: (source: SourceDocument) => HealthState | null): Promise<void> {
    for (;;) {
      const source = await this.sources.findOne({ _id });
      const state = source && rule(source);
      if (!state) return;
      const { health } = source;
      const isNews = health?.state.status !== state.status;
      const { matchedCount } = await this.sources.updateOne(
        { _id, 'health.revision': health?.revision ?? null },
        {
          $set: {
            'health.revision': (health?.revision ?? 0) + 1,
            'health.state': state,
            ...(isNews ? { 'health.event': healthEvent(_id, state, new Date()) } : {}),
            'health.changes': (health?.changes ?? 0) + (isNews ? 1 : 0),
            // Else it stays what #tell makes it, which may happen since it was read.
            ...(health ? {} : { 'health.told': 0 }),
          },
        },
      );
      if (matchedCount === 0) continue;
      if (isNews) await this.#tell(_id, signal);
      return;
    }
  }

  /** First told, then marked as told: a crash in between repeats the event. Of two that tell at once the later one ends with the newest. */
  async #tell(_id: string, signal: AbortSignal): Promise<void> {
    for (;;) {
      const source = await this.sources.findOne({ _id });
      if (!source?.health) return;
      const { event, changes } = source.health;
      await this.publisher.health(event, signal);
      this.onChange(event);
      const told = await this.sources.updateOne(
        { _id, 'health.changes': changes },
        { $set: { 'health.told': changes } },
      );
      if (told.matchedCount === 1) return;
    }
  }
}
