import type { HandlerResult, ReceivedRecord } from '@newsflow/kafka';
import type { StoreDatabase } from '../database/database.ts';
import { guardOf } from '../writing/guards.ts';
import { keepsCurrent, newestWins } from '../writing/newest-wins.ts';
import { writeGroups } from '../writing/write-groups.ts';
import { decideCurrent, ofArticle } from './decide-current.ts';
import { newestManifests } from './manifest.ts';
import { receive } from './received.ts';
import { writeRevision } from './revision.ts';

/** Keeps the newest reading of each page, and each content that it ever had. */
export async function storeArticles(
  database: StoreDatabase,
  records: readonly ReceivedRecord[],
): Promise<HandlerResult> {
  const { events, failures } = receive('newsflow.article.changed.v1', records);
  const collection = database.target('articles');
  const readings = events.map(({ record, data, tie }) => ({
    record,
    operation: newestWins(data.id, data, guardOf(data, tie), keepsCurrent),
  }));
  const revisions = events.map(({ record, data, tie }) => ({
    record,
    operation: writeRevision(data, guardOf(data, tie)),
  }));
  const refused = await writeGroups([collection, readings], [database.target('articleRevisions'), revisions]);
  const pageIds = events.map(({ data }) => data.id);
  await decideCurrent(collection, (await newestManifests(database, pageIds)).map(ofArticle));
  return { failures: [...failures, ...refused] };
}
