import { frontierId, type HealthState, type Source, type StoredSource } from '@newsflow/crawling';
import type { Collection, Db } from 'mongodb';
import { openMongodb } from '../connections.ts';
import { CliError, exitCode } from '../exit.ts';
import type { StoredHost, StoredUrl } from '../frontier/documents.ts';

/** A source with what the scraper has found out about it. */
export interface SourceDocument extends StoredSource {
  health?: { state: HealthState };
}

/** Sources as they are stored, with what the scraper knows of them. */
export class StoredSources {
  readonly sources: Collection<SourceDocument>;
  readonly urls: Collection<StoredUrl>;
  readonly hosts: Collection<StoredHost>;

  constructor(db: Db) {
    this.sources = db.collection('sources');
    this.urls = db.collection('urls');
    this.hosts = db.collection('hosts');
  }

  /** Throws with exit code 3. */
  async find(id: string): Promise<SourceDocument> {
    const found = await this.sources.findOne({ _id: id });
    if (!found) throw new CliError(exitCode.notFound, `there is no source ${JSON.stringify(id)}`);
    return found;
  }

  /** The URLs that a source is watched through: what it starts from, and the sitemaps found there. */
  watchedUrls({ _id, start }: StoredSource): Promise<StoredUrl[]> {
    const ids = start.map(({ kind, url }) => frontierId(kind, url));
    const discovered = { sourceId: _id, kind: { $in: ['feed' as const, 'sitemap' as const] } };
    return this.urls.find({ $or: [{ _id: { $in: ids } }, discovered] }).toArray();
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
