import { type Source, type StoredSource } from '@newsflow/crawling';
import type { Collection, Db } from 'mongodb';
import { openMongodb } from '../connections.ts';
import { CliError, exitCode } from '../exit.ts';

/** The part of a document of `urls` that the commands read; the scraper's own. */
export interface StoredUrl {
  _id: string;
  kind: 'page' | 'feed' | 'sitemap';
  url: string;
  sourceId: string | null;
  nextAt: Date | null;
  /** Of the fetch that is tried again, in a row. */
  failures: number;
  last: { outcome: string; reason: string | null; at: Date } | null;
}

/** Sources as they are stored, with what the scraper knows of them. */
export class StoredSources {
  readonly sources: Collection<StoredSource>;
  readonly urls: Collection<StoredUrl>;

  constructor(db: Db) {
    this.sources = db.collection('sources');
    this.urls = db.collection('urls');
  }

  /** Throws with exit code 3. */
  async find(id: string): Promise<StoredSource> {
    const found = await this.sources.findOne({ _id: id });
    if (!found) throw new CliError(exitCode.notFound, `there is no source ${JSON.stringify(id)}`);
    return found;
  }

  source({ _id: id, name, everyMs, delayMs, start }: StoredSource): Source {
    return { id, name, everyMs, delayMs, start };
  }
}

/** Does something with the sources of the running installation; throws with exit code 5 where MongoDB is away. */
export async function withStored<T>(action: (stored: StoredSources) => Promise<T>): Promise<T> {
  const { db, close } = await openMongodb();
  try {
    return await action(new StoredSources(db));
  } finally {
    await close();
  }
}
