// npm run bench:latency [-- --seconds 60] [-- --pages DIR]
// How long a page takes from its fetch until all that it says is in MongoDB, while the services work at half of what they can do.
// First everything at once, for the rate; then new pages at half of that rate. One Kafka, one MongoDB, one process of each service.
import { readdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { gunzipSync, gzipSync } from 'node:zlib';
import { ensureBuiltOrExit, root } from '../tools/ensure-built.mjs';

const { values } = parseArgs({
  options: {
    pages: { type: 'string', default: join(root, 'libs', 'stack', 'sample-site') },
    seconds: { type: 'string', default: '60' },
    help: { type: 'boolean', default: false },
  },
});
const seconds = Number(values.seconds);
if (values.help || !(seconds >= 1)) {
  console.error(
    'npm run bench:latency [-- --seconds 60] [--pages FOLDER]   half load lasts so long (at least 1); FOLDER holds *.html or *.html.gz',
  );
  process.exit(values.help ? 0 : 2);
}
await ensureBuiltOrExit();
const { encodeEvent, pageId, topicNames } = await import('@newsflow/contracts');
const { connectKafka, provisionTopics } = await import('@newsflow/kafka');
const { freePort, startService, startStack } = await import('@newsflow/stack');
const { MongoClient } = await import('mongodb');

const hosts = Array.from({ length: 32 }, (_, index) => `127.9.0.${index + 1}`);
const atOnce = 600;
const services = ['scraper', 'parser', 'store'];
const names = topicNames('newsflow');
const say = (line) => process.stderr.write(`${line}\n`);

async function savedPages(folder) {
  const files = (await readdir(folder, { recursive: true })).filter((file) => /\.html(?:\.gz)?$/.test(file));
  const read = async (file) => {
    const bytes = await readFile(join(folder, file));
    return file.endsWith('.gz') ? gunzipSync(bytes) : bytes;
  };
  return (await Promise.all(files.sort().map(read))).filter(({ length }) => length > 0);
}

/** Serves a page for every number: one of the saved ones, made different by a comment, since unchanged pages are not published again. */
async function startSite(pages, port) {
  const answer = (request, response) => {
    const [, number] = /^\/pages\/(\d+)$/.exec(request.url) ?? [];
    if (number === undefined) return response.writeHead(404).end();
    const page = Buffer.concat([pages[Number(number) % pages.length], Buffer.from(`<!-- ${number} -->`)]);
    response.writeHead(200, { 'content-type': 'text/html', 'content-encoding': 'gzip' }).end(gzipSync(page));
  };
  const servers = await Promise.all(
    hosts.map(
      (host) =>
        new Promise((resolve, reject) => {
          const server = createServer(answer);
          server.once('error', reject).listen(port, host, () => resolve(server));
        }),
    ),
  );
  return () => servers.forEach((server) => (server.close(), server.closeAllConnections()));
}

const percentile = (sorted, share) => sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];

const stops = [];
try {
  const pages = await savedPages(values.pages);
  if (pages.length === 0) throw new Error(`no *.html or *.html.gz in ${values.pages}`);
  const port = await freePort();
  stops.unshift(await startSite(pages, port));
  say('starting Kafka, MongoDB and the services …');
  const stack = await startStack();
  stops.unshift(() => stack.stop());
  const kafka = connectKafka({ brokers: stack.brokers, clientId: 'newsflow-bench' });
  await provisionTopics(kafka, { namespace: 'newsflow', partitions: 6, replicationFactor: 1, groups: services });
  const env = {
    NEWSFLOW_KAFKA_BROKERS: stack.brokers.join(','),
    NEWSFLOW_MONGODB_URI: stack.mongodbUri,
    NEWSFLOW_FETCH_ALLOW_CIDR: '127.9.0.0/24',
    NEWSFLOW_FETCH_ALLOW_PORTS: String(port),
    NEWSFLOW_DEFAULT_DELAY_MS: '1',
    NEWSFLOW_ADDRESS_DELAY_MS: '0',
  };
  const handles = await Promise.all(services.map((name) => startService({ name, root, env })));
  stops.unshift(() => Promise.all(handles.map((handle) => handle.stop())));
  const producer = kafka.producer();
  stops.unshift(() => producer.close());
  const mongodb = await new MongoClient(stack.mongodbUri).connect();
  stops.unshift(() => mongodb.close());
  const db = mongodb.db();

  let asked = 0;
  const ask = async (count) => {
    const time = new Date().toISOString();
    const records = Array.from({ length: count }, () => {
      const url = `http://${hosts[asked % hosts.length]}:${port}/pages/${asked}`;
      asked += 1;
      const subject = pageId(url);
      return encodeEvent({
        type: 'newsflow.fetch.requested.v1',
        id: `bench-${asked}`,
        source: names.source('bench'),
        time,
        subject,
        data: { url },
      });
    });
    if (records.length > 0) await producer.send(names.topic('fetch-request'), records);
  };
  const ended = () => db.collection('pageOutcomes').countDocuments({ stage: 'parser' });
  const untilEnded = async (count) => {
    while ((await ended()) < count) await delay(200);
  };
  /** Of each page that was fetched since: when it was fetched, and when the last of its documents was written. */
  const pagesSince = async (since) => {
    const outcomes = await db.collection('pageOutcomes').find({ stage: 'parser' }).toArray();
    const written = new Map(outcomes.map(({ pageId: id, storedAt }) => [id, storedAt.getTime()]));
    for (const [collection, field] of [
      ['articles', '_id'],
      ['quotations', 'articleId'],
      ['marketQuotes', 'pageId'],
    ])
      for await (const document of db.collection(collection).find({}, { projection: { [field]: 1, storedAt: 1 } }))
        written.set(document[field], Math.max(written.get(document[field]) ?? 0, document.storedAt.getTime()));
    return outcomes
      .map(({ pageId: id, at }) => ({ fetchedAt: Date.parse(at), writtenAt: written.get(id) }))
      .filter(({ fetchedAt }) => fetchedAt >= since);
  };

  await ask(100);
  await untilEnded(100);
  say(`${atOnce} pages at once …`);
  const burst = Date.now();
  await ask(atOnce);
  await untilEnded(asked);
  const rate = (atOnce / (Math.max(...(await pagesSince(burst)).map(({ writtenAt }) => writtenAt)) - burst)) * 1000;
  say(`${rate.toFixed(1)} pages/s; now ${(rate / 2).toFixed(1)} pages/s for ${seconds} s …`);
  const calm = Date.now();
  for (let due = 0; Date.now() - calm < seconds * 1000; await delay(50)) {
    const owed = Math.floor(((Date.now() - calm) / 1000) * (rate / 2)) - due;
    due += owed;
    await ask(owed);
  }
  await untilEnded(asked);
  await delay(500);
  const latencies = (await pagesSince(calm))
    .map(({ fetchedAt, writtenAt }) => writtenAt - fetchedAt)
    .sort((a, b) => a - b);
  console.log(
    JSON.stringify({
      pages: latencies.length,
      fullPagesPerSecond: Number(rate.toFixed(1)),
      halfPagesPerSecond: Number((latencies.length / seconds).toFixed(1)),
      p50Ms: percentile(latencies, 0.5),
      p90Ms: percentile(latencies, 0.9),
      p99Ms: percentile(latencies, 0.99),
      maxMs: latencies.at(-1),
    }),
  );
} finally {
  for (const stop of stops) await stop();
}
