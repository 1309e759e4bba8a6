import { type TopicId, type TopicNames, topicNames, topics } from '@newsflow/contracts';
import { readTopic, UnavailableError } from '@newsflow/kafka';
import { openKafka } from '../connections.ts';
import { namespace } from '../data-folder.ts';
import { CliError, exitCode } from '../exit.ts';
import { writeJson } from '../output.ts';
import { parseDuration } from '../duration.ts';
import { shownRecord } from '../shown-record.ts';

interface TailOptions {
  /** `earliest`, `latest`, or how far back: `2h`. */
  readonly from: string;
  readonly max?: number;
  readonly follow?: boolean;
}

/** A topic by its short name (`article`), or in full. Throws with exit code 2 for what can be neither. */
function topicOf(name: string, names: TopicNames): string {
  if (Object.hasOwn(topics, name)) return names.topic(name as TopicId);
  if (/^[\w-]+\.[\w.-]+$/.test(name)) return name;
  throw new CliError(
    exitCode.usage,
    `unknown topic ${name}: choose from ${Object.keys(topics).join(', ')}, or give a full name`,
  );
}

const startOf = (from: string): 'earliest' | 'latest' | Date => {
  if (from === 'earliest' || from === 'latest') return from;
  const ms = parseDuration(from);
  if (ms === undefined)
    throw new CliError(exitCode.usage, `--from ${from}: give earliest, latest or a duration such as 2h`);
  return new Date(Date.now() - ms);
};

/** `newsflow tail TOPIC`: decoded events, one JSON object a line. */
export async function tail(name: string, { from, max, follow }: TailOptions, signal: AbortSignal): Promise<void> {
  const start = startOf(from);
  const topic = topicOf(name, topicNames(namespace()));
  const { kafka } = await openKafka();
  const options = { topic, from: start, follow: follow ?? false, signal, ...(max !== undefined && { max }) };
  try {
    for await (const record of readTopic(kafka, options)) await writeJson(shownRecord(record));
  } catch (error) {
    if (!(error instanceof UnavailableError) || error.code !== 'TOPIC_MISSING') throw error;
    throw new CliError(exitCode.notFound, `Kafka has no topic ${topic}`, { cause: error });
  }
}
