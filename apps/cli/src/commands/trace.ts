import { InvalidUrlError, pageId, type TopicId } from '@newsflow/contracts';
import { readTopic } from '@newsflow/kafka';
import { type GlobalOptions, openKafka, openMongodb } from '../connections.ts';
import { CliError, exitCode } from '../exit.ts';
import { say, writeList } from '../output.ts';
import { services } from '../services.ts';
import { type FrontierStage, frontierStages } from '../trace/frontier-stage.ts';
import { Stages } from '../trace/stage.ts';

function idOf(urlOrId: string): string {
  if (/^[0-9a-f]{32}$/i.test(urlOrId)) return urlOrId.toLowerCase();
  try {
    return pageId(urlOrId);
  } catch (error) {
    if (error instanceof InvalidUrlError) throw new CliError(exitCode.usage, `${error.message}, nor is it a page id`);
    throw error;
  }
}

const tracedTopics: readonly TopicId[] = [
  'fetch-request',
  'raw-page',
  'article',
  'quotation',
  'market-quote',
  'page-outcome',
];

/** Without MongoDB the topics still tell what has been. */
async function inFrontier(id: string): Promise<FrontierStage[]> {
  try {
    const { db, close } = await openMongodb();
    return await frontierStages(db, id).finally(close);
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    say(`what is planned is left out: ${error.message}`);
    return [];
  }
}

/** `newsflow trace URL|ID`: every stage one page went through, read from the topics, and the fetch that is planned. */
export async function trace(urlOrId: string, options: GlobalOptions): Promise<void> {
  const id = idOf(urlOrId);
  const { kafka, names } = await openKafka();
  const deadLetters = services.map((service) => names.deadLetter(names.group(service)));
  const found = new Stages(id, names);
  for (const topic of [...tracedTopics.map(names.topic), ...deadLetters])
    for await (const record of readTopic(kafka, { topic, from: 'earliest' })) found.add(record);
  if (found.unreadable > 0) say(`${found.unreadable} records cannot be read and are left out`);
  const stages = [...found.inOrder(), ...(await inFrontier(id))];
  if (stages.length === 0) throw new CliError(exitCode.notFound, `nothing is known of ${urlOrId} (page id ${id})`);
  const traced = stages.some(({ traceId }) => traceId !== null);
  const columns = ['stage', 'outcome', 'reason', 'at', 'topic', 'partition', 'offset'] as const;
  await writeList(stages, traced ? [...columns, 'traceId'] : columns, options.json);
}
