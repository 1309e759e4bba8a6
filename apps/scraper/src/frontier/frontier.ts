import type { Source } from '@newsflow/crawling';
import { applySources } from '../sources/apply-sources.ts';
import { listSources } from '../sources/list-sources.ts';
import { connectFrontier, type FrontierDatabase, migrateFrontier } from './database.ts';
import { withMongodb } from './mongodb-failure.ts';
import { schedule, type UrlToFetch } from './schedule.ts';

/** What others do with the frontier. Each rejects with UnavailableError while MongoDB is away. */
export class Frontier {
  constructor(private readonly database: FrontierDatabase) {}

  migrate(): Promise<void> {
    return withMongodb(async () => {
      await connectFrontier(this.database);
      await migrateFrontier(this.database);
    });
  }

  listSources(sources: readonly Source[]): Promise<void> {
    return withMongodb(() => listSources(this.database, sources));
  }

  applySources(onUnusable: (id: string, error: unknown) => void): Promise<void> {
    return withMongodb(() => applySources(this.database, onUnusable));
  }

  schedule(items: readonly UrlToFetch[]): Promise<void> {
    return withMongodb(() => schedule(this.database, items));
  }

  async ping(): Promise<void> {
    await withMongodb(async () => {
      await connectFrontier(this.database);
      await this.database.urls.findOne({ _id: '' }, { projection: { _id: 1 } });
    });
  }

  async close(): Promise<void> {
    await this.database.client.close();
  }
}
