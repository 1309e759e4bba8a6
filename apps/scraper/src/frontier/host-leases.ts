import type { mongo } from 'mongoose';
import { type CachedRobots, type HostDocument, never } from './documents.ts';

/** The right to send requests to one host, until `leaseUntil` unless renewed. */
export interface HostLease {
  readonly host: string;
  /** Greater than that of every lease of the host before; written on the URLs taken under this one. */
  readonly fence: number;
  /** The holder before never gave it back: it may be dead, or may only think that it still holds the host. */
  readonly takenOver: boolean;
  readonly document: HostDocument;
}

/** How a host stands at the end of a lease. */
export interface HostState {
  /** Milliseconds from now until the next request is allowed. */
  readonly restMs: number;
  readonly failures: number;
}

/**
 * Leases on hosts. All times are the server's. `nextAt` alone decides who is due: during a lease it is the end of the lease, so that the
 * host of a dead worker comes up again by itself.
 */
export class HostLeases {
  constructor(
    private readonly hosts: mongo.Collection<HostDocument>,
    private readonly owner: string,
    private readonly leaseMs: number,
  ) {}

  /** Takes the host that has waited longest, or null where none is due. */
  async take(): Promise<HostLease | null> {
    const before = await this.hosts.findOneAndUpdate(
      { $expr: { $and: [{ $lte: ['$nextAt', '$$NOW'] }, { $lte: ['$leaseUntil', '$$NOW'] }] } },
      [
        {
          $set: {
            leaseOwner: this.owner,
            leaseUntil: { $add: ['$$NOW', this.leaseMs] },
            nextAt: { $add: ['$$NOW', this.leaseMs] },
            woken: false,
            fence: { $add: ['$fence', 1] },
          },
        },
      ],
      { sort: { nextAt: 1 } },
    );
    if (!before) return null;
    const takenOver = before.leaseOwner !== null;
    return { host: before._id, fence: before.fence + 1, takenOver, document: before };
  }

  /** False: the lease is lost to somebody else. */
  async renew(lease: HostLease): Promise<boolean> {
    return this.#write(lease, {
      leaseUntil: { $add: ['$$NOW', this.leaseMs] },
      nextAt: { $add: ['$$NOW', this.leaseMs] },
    });
  }

  /** Keeps what was learned from robots.txt. False: the lease was lost before, nothing is written. */
  async rememberRobots(lease: HostLease, scheme: 'http' | 'https', robots: CachedRobots): Promise<boolean> {
    return this.#write(lease, { [`robots.${scheme}`]: { $literal: robots } });
  }

  /**
   * Gives the host back.
   * @param nextDue the earliest due time of its URLs, read after the last one was taken. If one came in since the lease began, that
   * reading may have missed it: the host comes up once more as soon as it has rested.
   * False: the lease was lost before, nothing is written.
   */
  async release(lease: HostLease, { restMs, failures }: HostState, nextDue: Date | null): Promise<boolean> {
    const restUntil = { $max: ['$restUntil', { $add: ['$$NOW', Math.ceil(restMs)] }] };
    return this.#write(
      lease,
      { restUntil },
      {
        leaseOwner: null,
        leaseUntil: '$$NOW',
        failures,
        nextAt: { $max: ['$restUntil', { $cond: ['$woken', '$$NOW', nextDue ?? never] }] },
      },
    );
  }

  /** The one way in which a host is written under a lease: only by its holder. */
  async #write({ host, fence }: HostLease, ...changes: object[]): Promise<boolean> {
    const { matchedCount } = await this.hosts.updateOne(
      { _id: host, fence, leaseOwner: this.owner },
      changes.map(($set) => ({ $set })),
    );
    return matchedCount === 1;
  }
}
