import './codecs.ts';
import './connection-amendments.ts';
import './fetch-answers.ts';
import './offset-recovery.ts';
import { setTimeout as wait } from 'node:timers/promises';
import Broker from 'kafkajs/src/broker/index.js';
import Cluster from 'kafkajs/src/cluster/index.js';
import Batch, { type FetchAnswer } from 'kafkajs/src/consumer/batch.js';
import ConsumerGroup from 'kafkajs/src/consumer/consumerGroup.js';
import RequestQueue from 'kafkajs/src/network/requestQueue/index.js';
import { hideAborted } from './aborted-records.ts';

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

const timeoutCheckMs = 1_000;

/** The original looks ten times a second, on each connection, for requests without an answer; their time-outs are of many seconds. */
RequestQueue.prototype.scheduleRequestTimeoutCheck = function (this: RequestQueue): void {
  if (!this.enforceRequestTimeout) return;
  this.destroy();
  this.requestTimeoutIntervalId = setInterval(() => {
    const now = Date.now();
    for (const request of this.inflight.values())
      if (now - request.sentAt > request.requestTimeout) request.timeoutRequest();
    if (!this.isConnected()) this.destroy();
  }, timeoutCheckMs);
};

const fetchFromBroker = Broker.prototype.fetch;

/** What the original makes of the list of transactions that were taken back lets some of their records through. */
Broker.prototype.fetch = async function (this: Broker, request: object): Promise<FetchAnswer> {
  const answer = await fetchFromBroker.call(this, request);
  for (const partition of answer.responses.flatMap(({ partitions }) => partitions)) {
    hideAborted(partition);
    partition.abortedTransactions = [];
  }
  return answer;
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

/**
 * A batch of which the reader may see nothing (the markers of transactions, records that were taken back) never reaches
 * the handler in the original, which moves on and commits by its own clock: here it comes as a batch without records.
 */
Batch.prototype.isEmpty = function (this: Batch): boolean {
  return this.rawMessages.length === 0;
};

const findCoordinator = Cluster.prototype.findGroupCoordinatorMetadata;

/** The original says only that there is no coordinator: what a broker answers (not allowed, not there yet) says what to do. */
Cluster.prototype.findGroupCoordinatorMetadata = async function (this: Cluster, request: object): Promise<unknown> {
  try {
    return await findCoordinator.call(this, request);
  } catch {
    await this.refreshMetadata();
    const broker = await this.findControllerBroker();
    return await broker.findGroupCoordinator(request);
  }
};

const concurrentTransactionsTries = 50;
const concurrentTransactionsWaitMs = 10;

/**
 * The first request of a transaction is refused with CONCURRENT_TRANSACTIONS while the broker still writes down the end of
 * the one before, some milliseconds. The original waits long after some requests and not at all after others.
 */
for (const request of ['addPartitionsToTxn', 'addOffsetsToTxn'] as const) {
  const send = Broker.prototype[request];
  Broker.prototype[request] = async function (this: Broker, ...args): Promise<unknown> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await send.apply(this, args);
      } catch (error) {
        const passes = (error as { type?: unknown }).type === 'CONCURRENT_TRANSACTIONS';
        if (!passes || tries === concurrentTransactionsTries) throw error;
        await wait(concurrentTransactionsWaitMs);
      }
    }
  };
}
