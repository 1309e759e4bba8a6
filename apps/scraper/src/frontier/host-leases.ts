import type { mongo } from 'mongoose';
import { type CachedRobots, type HostDocument, never } from './documents.ts';

/** The right to send requests to one host, until `leaseUntil` unless renewed. */
export interface HostLease {
  readonly host: string;
  /** Written on the URLs taken under this lease. */
  readonly token: string;
  readonly fence: number;
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
    const document = await this.hosts.findOneAndUpdate(
      { $expr: { $and: [{ $lte: ['$nextAt', '$$NOW'] }, { $lte: ['$leaseUntil', '$$NOW'] }] } },
      [
        {
          $set: {
            leaseOwner: this.owner,
            leaseUntil: { $add: ['$$NOW', this.leaseMs] },
            nextAt: { $add: ['$$NOW', this.leaseMs] },
            fence: { $add: ['$fence', 1] },
          },
        },
      ],
      { sort: { nextAt: 1 }, returnDocument: 'after' },
    );
    if (!document) return null;
    return { host: document._id, fence: document.fence, token: `${document._id}#${document.fence}`, document };
  }

  /** False: the lease is lost to somebody else. */
  async renew({ host, fence }: HostLease): Promise<boolean> {
    const { matchedCount } = await this.hosts.updateOne({ _id: host, fence, leaseOwner: this.owner }, [
      {
        $set: {
          // A URL that came in meanwhile has moved nextAt forward; that must not be lost.
          nextAt: { $cond: [{ $gte: ['$nextAt', '$leaseUntil'] }, { $add: ['$$NOW', this.leaseMs] }, '$nextAt'] },
          leaseUntil: { $add: ['$$NOW', this.leaseMs] },
        },
      },
    ]);
    return matchedCount === 1;
  }

  /** Keeps what was learned from robots.txt. */
  async rememberRobots({ host, fence }: HostLease, scheme: 'http' | 'https', robots: CachedRobots): Promise<void> {
    await this.hosts.updateOne({ _id: host, fence }, { $set: { [`robots.${scheme}`]: robots } });
  }

  /**
   * Gives the host back. `nextDue` is the earliest due time of its URLs, read after the last one was taken; a URL that comes in between
   * that reading and this write has set `nextAt` itself.
   * False: the lease was lost before, nothing is written.
   */
  async release({ host, fence }: HostLease, state: HostState, nextDue: Date | null): Promise<boolean> {
    const due = nextDue ?? never;
    const { matchedCount } = await this.hosts.updateOne({ _id: host, fence, leaseOwner: this.owner }, [
      { $set: { restUntil: { $max: ['$restUntil', { $add: ['$$NOW', Math.ceil(state.restMs)] }] } } },
      {
        $set: {
          leaseOwner: null,
          failures: state.failures,
          nextAt: {
            $max: ['$restUntil', { $cond: [{ $gte: ['$nextAt', '$leaseUntil'] }, due, { $min: ['$nextAt', due] }] }],
          },
          leaseUntil: '$$NOW',
        },
      },
    ]);
    return matchedCount === 1;
  }
}
