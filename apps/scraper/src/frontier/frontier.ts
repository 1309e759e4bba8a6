import type { Source } from '@newsflow/crawling';
import { type FrontierDatabase, migrateFrontier } from './database.ts';
import { withMongodb } from './mongodb-failure.ts';
import { schedule, type UrlToFetch } from './schedule.ts';
import { syncSources } from './sync-sources.ts';

/** What others do with the frontier. Each rejects with UnavailableError while MongoDB is away. */
export class Frontier {
  constructor(private readonly database: FrontierDatabase) {}

  migrate(): Promise<void> {
    return withMongodb(() => migrateFrontier(this.database));
  }

  syncSources(sources: readonly Source[]): Promise<void> {
    return withMongodb(() => syncSources(this.database, sources));
  }

  schedule(items: readonly UrlToFetch[]): Promise<void> {
    return withMongodb(() => schedule(this.database, items));
  }

  async ping(): Promise<void> {
    await withMongodb(() => this.database.urls.findOne({ _id: '' }, { projection: { _id: 1 } }));
  }

  async close(): Promise<void> {
    await this.database.connection.close();
  }
}
