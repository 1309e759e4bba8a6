import { parseDiscovery, UnreadableDiscoveryError } from '@newsflow/crawling/parse-discovery';
import { buffer } from 'node:stream/consumers';
import { deserialize, serialize } from 'node:v8';
import { inflateWhole } from '../body.ts';
import { FetchFailure } from '../fetch-failure.ts';
import type { DiscoveryAnswer, DiscoveryTask } from './discovery-task.ts';

const gzipMagic = Buffer.from([0x1f, 0x8b]);

/** sitemap.xml.gz is a compressed file, not a compressed transfer. */
async function unpacked({ wire, codings, limitBytes }: DiscoveryTask): Promise<Buffer> {
  const file = await inflateWhole(wire, codings, limitBytes);
  return file.subarray(0, 2).equals(gzipMagic) ? inflateWhole(file, ['gzip'], limitBytes) : file;
}

async function answerTo(task: DiscoveryTask): Promise<DiscoveryAnswer> {
  try {
    return { discovery: parseDiscovery(task.kind, await unpacked(task), task.url, task.contentType) };
  } catch (error) {
    if (error instanceof FetchFailure) return { failure: { outcome: error.outcome, reason: error.reason } };
    if (error instanceof UnreadableDiscoveryError) return { failure: { outcome: 'failed', reason: error.code } };
    throw error;
  }
}

// A terminal and an init system signal all processes of a service at once: which one ends when is the service's to say.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);
const task = deserialize(await buffer(process.stdin)) as DiscoveryTask;
process.stdout.write(serialize(await answerTo(task)));
