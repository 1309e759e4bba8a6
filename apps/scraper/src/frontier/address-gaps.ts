import type { mongo } from 'mongoose';
import type { AddressDocument } from './documents.ts';

/** Many hosts can share one machine: requests to one address keep a gap, whoever sends them. */
export class AddressGaps {
  constructor(
    private readonly addresses: mongo.Collection<AddressDocument>,
    private readonly gapMs: number,
  ) {}

  /** Books the next free moment at this address; resolves with the milliseconds to wait for it. */
  async book(address: string): Promise<number> {
    if (this.gapMs === 0) return 0;
    const booked = await this.addresses.findOneAndUpdate(
      { _id: address },
      [
        { $set: { startsAt: { $max: [{ $ifNull: ['$nextAt', '$$NOW'] }, '$$NOW'] }, now: '$$NOW' } },
        { $set: { nextAt: { $add: ['$startsAt', this.gapMs] } } },
      ],
      { upsert: true, returnDocument: 'after', writeConcern: { w: 1 } },
    );
    const { startsAt, now } = booked as unknown as { startsAt: Date; now: Date };
    return startsAt.getTime() - now.getTime();
  }
}
