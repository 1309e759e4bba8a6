// npm run bench:scaling [-- --partitions 12] [--rate 40]
// What readers of the parser's events see when one parser becomes four: for how long a partition is silent while it moves, and
// whether anything comes twice. Raw pages come at an even pace into each partition.
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import kafkajs from 'kafkajs';
import { ensureBuiltOrExit, root } from '../tools/ensure-built.mjs';

const { values } = parseArgs({
  options: {
    partitions: { type: 'string', default: '12' },
    rate: { type: 'string', default: '40' },
    help: { type: 'boolean', default: false },
  },
});
const partitions = Number(values.partitions);
const rate = Number(values.rate);
if (values.help || !(Number.isInteger(partitions) && partitions >= 4) || !(rate > 0)) {
  console.error(
    'npm run bench:scaling [-- --partitions 12] [--rate 40]   at least 4 partitions; rate: raw pages per second',
  );
  process.exit(values.help ? 0 : 2);
}
await ensureBuiltOrExit();
const { contentSha256, encodeRawPage, eventId, headerText, pageId, topicNames } = await import('@newsflow/contracts');
const { connectKafka, provisionTopics } = await import('@newsflow/kafka');
const { startService, startStack } = await import('@newsflow/stack');

const names = topicNames('newsflow');
const settleMs = 5_000;
const say = (line) => process.stderr.write(`${line}\n`);

function rawPage(number) {
  const url = `https://gazette.example/reports/${number}`;
  const body = Buffer.from(
    `<!doctype html><title>Report ${number}</title><p>What the council said in report ${number}.`,
  );
  const facts = {
    pageId: pageId(url),
    url,
    finalUrl: url,
    version: 1,
    status: 200,
    fetchedAt: new Date().toISOString(),
    contentType: 'text/html; charset=utf-8',
    redirects: [],
    sha256: contentSha256(body),
    previous: null,
    sourceId: null,
    rights: { robots: [] },
  };
  return encodeRawPage({
    type: 'newsflow.raw-page.fetched.v1',
    id: eventId('raw-page', facts.pageId, facts.version),
    source: names.source('scraper'),
    time: facts.fetchedAt,
    subject: facts.pageId,
    facts,
    body,
    contentEncoding: '',
  });
}

/** The next number whose page lies in each partition in turn, so that none is silent by chance. */
function* evenly() {
  const choose = kafkajs.Partitioners.DefaultPartitioner();
  const partitionMetadata = Array.from({ length: partitions }, (_, partitionId) => ({ partitionId, leader: 1 }));
  const partitionOf = (number) =>
    choose({
      topic: 'raw-page',
      partitionMetadata,
      message: { key: pageId(`https://gazette.example/reports/${number}`) },
    });
  const waiting = Array.from({ length: partitions }, () => []);
  let tried = 0;
  for (let turn = 0; ; turn = (turn + 1) % partitions) {
    while (waiting[turn].length === 0) {
      waiting[partitionOf(tried)].push(tried);
      tried += 1;
    }
    yield waiting[turn].shift();
  }
}

/** Every outcome that a read_committed reader gets: of which raw page, and when. */
async function watch(brokers, seen) {
  const kafka = new kafkajs.Kafka({ brokers, clientId: 'watch', logLevel: kafkajs.logLevel.NOTHING });
  const consumer = kafka.consumer({ groupId: 'newsflow-bench-watch', readUncommitted: false, maxWaitTimeInMs: 50 });
  await consumer.connect();
  await consumer.subscribe({ topics: [names.topic('page-outcome')], fromBeginning: true });
  await consumer.run({
    eachMessage: async ({ message }) => {
      const raw = headerText(message.headers, 'nf_raw');
      if (raw !== undefined) seen.push({ raw, partition: raw.split(':')[0], at: performance.now() });
    },
  });
  return () => consumer.disconnect();
}

/** The longest pause between two outcomes of one raw-page partition, of those that begin before `to` and end after `from`. */
function longestGapMs(seen, from, to) {
  const gaps = [...Map.groupBy(seen, ({ partition }) => partition).values()].flatMap((of) =>
    of.slice(1).map(({ at }, index) => ({ since: of[index].at, ms: at - of[index].at })),
  );
  return Math.round(Math.max(...gaps.filter(({ since, ms }) => since < to && since + ms >= from).map(({ ms }) => ms)));
}

const stops = [];
try {
  say('starting Kafka and one parser …');
  const stack = await startStack();
  stops.unshift(() => stack.stop());
  const kafka = connectKafka({ brokers: stack.brokers, clientId: 'newsflow-bench' });
  await provisionTopics(kafka, { namespace: 'newsflow', partitions, replicationFactor: 1, groups: ['parser'] });
  const env = { NEWSFLOW_KAFKA_BROKERS: stack.brokers.join(','), NEWSFLOW_PARSER_THREADS: '1' };
  const start = () => startService({ name: 'parser', root, env });
  const parsers = [await start()];
  stops.unshift(() => Promise.all(parsers.map((parser) => parser.stop())));
  const seen = [];
  stops.unshift(await watch(stack.brokers, seen));

  const producer = kafka.producer();
  stops.unshift(() => producer.close());
  const numbers = evenly();
  let sent = 0;
  let sending = true;
  const startedAt = performance.now();
  const load = (async () => {
    while (sending) {
      const owed = Math.floor(((performance.now() - startedAt) / 1000) * rate) - sent;
      const records = Array.from({ length: owed }, () => rawPage(numbers.next().value));
      sent += records.length;
      if (records.length > 0) await producer.send(names.topic('raw-page'), records);
      await delay(20);
    }
  })();
  await delay(settleMs);
  const steadyMs = longestGapMs(seen, startedAt + settleMs / 2, performance.now());
  say('three more …');
  const changedAt = performance.now();
  parsers.push(...(await Promise.all([start(), start(), start()])));
  await delay(settleMs);
  const settledAt = performance.now();
  // Some more, so that a partition that is still silent shows.
  await delay(settleMs);
  sending = false;
  await load;
  while (new Set(seen.map(({ raw }) => raw)).size < sent) await delay(50);
  await delay(500);
  const movingMs = longestGapMs(seen, changedAt, settledAt);
  console.log(
    JSON.stringify({
      partitions,
      pagesPerSecond: rate,
      pages: sent,
      outcomes: seen.length,
      twice: seen.length - new Set(seen.map(({ raw }) => raw)).size,
      longestGapOfAPartitionMs: { oneParser: steadyMs, oneBecomesFour: movingMs },
    }),
  );
} finally {
  for (const stop of stops) await stop();
}
