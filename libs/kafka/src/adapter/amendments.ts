import './codecs.ts';
import type Batch from 'kafkajs/src/consumer/batch.js';
import ConsumerGroup from 'kafkajs/src/consumer/consumerGroup.js';
import RequestQueue from 'kafkajs/src/network/requestQueue/index.js';

// What is wrong in kafkajs 2.2.4 is put right here, at import time, so that every user of this library gets it.

const pollMs = 10;

/**
 * The original arms a timer after each response even with nothing pending, and with a negative time while nothing is
 * throttled: on current Node a TimeoutNegativeWarning and a 1 ms timer that re-arms itself for ever, on each connection.
 */
RequestQueue.prototype.scheduleCheckPendingRequests = function (this: RequestQueue): void {
  if (this.throttleCheckTimeoutId !== null || this.pending.length === 0) return;
  const throttledMs = this.throttledUntil - Date.now();
  this.throttleCheckTimeoutId = setTimeout(
    () => {
      this.throttleCheckTimeoutId = null;
      this.checkPendingRequests();
    },
    throttledMs > 0 ? throttledMs : pollMs,
  );
};

/** By batch: whether the assignment that it was fetched in still stands. */
const standing = new WeakMap<Batch, () => boolean>();
const fetch = ConsumerGroup.prototype.fetch;

/**
 * When the leader of a partition moves kafkajs joins the group anew at once, whatever it still handles or has fetched of
 * other leaders, and hands that out afterwards: its partition may be somebody else's by now, or comes a second time. Each
 * join makes a new offset manager.
 */
ConsumerGroup.prototype.fetch = async function (this: ConsumerGroup, nodeId: string): Promise<Batch[]> {
  const { offsetManager } = this;
  const batches = await fetch.call(this, nodeId);
  for (const batch of batches) standing.set(batch, () => this.offsetManager === offsetManager);
  return batches;
};

export const isStale = (batch: object): boolean => standing.get(batch as Batch)?.() !== true;
