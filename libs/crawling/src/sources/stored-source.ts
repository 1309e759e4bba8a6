import type { Source, Start } from './source.ts';

/** A document of MongoDB's collection `sources`. Its scrapers write it from their file, operators with `newsflow sources`. */
export interface StoredSource {
  /** The source's id. */
  _id: string;
  name: string;
  everyMs: number;
  delayMs: number | null;
  start: Start[];
  origin: 'file' | 'command';
  /** Exactly while `disabledBy` is null. */
  enabled: boolean;
  /** `command`: an operator has disabled it. `file`: it is gone from the file, whatever an operator said before. */
  disabledBy: 'command' | 'file' | null;
  /** Grows with each change. */
  revision: number;
  /** The frontier does not follow the newest revision yet. */
  pending: boolean;
  changedAt: Date;
}

/** What an operator writes of a source, as it is stored. */
export const storedFields = ({ name, everyMs, delayMs, start }: Source) => ({
  name,
  everyMs,
  delayMs,
  start: start.map(({ kind, url }) => ({ kind, url })),
});

/** Whether a document says the same as the source. */
export const saysTheSame = (stored: StoredSource, source: Source): boolean =>
  JSON.stringify(storedFields({ ...stored, id: stored._id })) === JSON.stringify(storedFields(source));

/** The update of every change to a document: without its marks the running scrapers would not notice it. */
export const sourceChange = (fields: Partial<StoredSource>) => ({
  $set: { ...fields, pending: true },
  $inc: { revision: 1 },
  $currentDate: { changedAt: true as const },
});
