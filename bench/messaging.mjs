// npm run bench:messaging [-- --runs 5] [--events 100000]
// What the consumer runtime costs beside plain kafkajs on the same broker in the same run, in CPU seconds; each case in a
// process of its own, the cases taking turns, the median of the runs.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { ensureBuiltOrExit, root } from '../tools/ensure-built.mjs';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '5' },
    events: { type: 'string', default: '100000' },
    help: { type: 'boolean', default: false },
  },
});
const runs = Number(values.runs);
const events = Number(values.events);
if (values.help || !(Number.isInteger(runs) && runs > 0) || !(Number.isInteger(events / 5_000) && events > 0)) {
  console.error('npm run bench:messaging [-- --runs 5] [--events 100000]   events: a multiple of 5000');
  process.exit(values.help ? 0 : 2);
}
const node = await ensureBuiltOrExit();
const { connectKafka, provisionTopics } = await import('@newsflow/kafka');
const { startService, startStack } = await import('@newsflow/stack');
const say = (line) => process.stderr.write(`${line}\n`);
const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

const stack = await startStack();
const client = connectKafka({ brokers: stack.brokers, clientId: 'newsflow-bench' });
const provision = (namespace, partitions) =>
  provisionTopics(client, { namespace, partitions, replicationFactor: 1, groups: ['store'] });

function measure(name, namespace, count) {
  return new Promise((resolve, reject) => {
    const child = spawn(
      node,
      [join(root, 'bench', 'messaging-cases.mjs'), name, stack.brokers[0], namespace, String(count)],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    let text = '';
    child.stdout.on('data', (chunk) => (text += chunk));
    child.once('close', (code) =>
      code === 0 ? resolve(JSON.parse(text)) : reject(new Error(`${name} ended with ${code}`)),
    );
  });
}

/** Median of the cost per 1,000 events of each case. */
async function compare(cases, namespace, count) {
  const cost = Object.fromEntries(cases.map((name) => [name, { cpu: [], wall: [] }]));
  for (let run = 0; run < runs; run += 1)
    for (const name of cases) {
      const { events: done, cpuSeconds, wallSeconds } = await measure(name, namespace, count);
      cost[name].cpu.push((cpuSeconds / done) * 1_000);
      cost[name].wall.push((wallSeconds / done) * 1_000);
    }
  return Object.fromEntries(
    Object.entries(cost).map(([name, { cpu, wall }]) => [
      name,
      { cpuMsPer1000: Number((median(cpu) * 1e3).toFixed(2)), wallMsPer1000: Number((median(wall) * 1e3).toFixed(2)) },
    ]),
  );
}

/** A store that cannot reach MongoDB, with many events waiting: the most memory that it takes. */
async function memoryBeforeStoppedMongodb(namespace) {
  const env = {
    NEWSFLOW_NAMESPACE: namespace,
    NEWSFLOW_KAFKA_BROKERS: stack.brokers.join(','),
    NEWSFLOW_MONGODB_URI: stack.mongodbUri,
  };
  await provision(namespace, 6);
  const store = await startService({ name: 'store', root, env });
  await stack.mongodb.stop();
  await measure('fill', namespace, 100_000);
  let most = 0;
  for (let turn = 0; turn < 60; turn += 1) {
    most = Math.max(most, await store.memoryBytes());
    await delay(500);
  }
  await store.kill();
  await stack.mongodb.start();
  return Math.round(most / 1024 / 1024);
}

try {
  await provision('bench', 6);
  await provision('one', 1);
  await measure('fill', 'bench', events);
  await measure('fill', 'one', 5_000);
  const table = {};
  for (const [what, cases, namespace, count] of [
    ['no-op handler, values undecoded', ['raw-noop', 'ours-noop'], 'bench', events],
    ['decoding', ['raw-decode', 'ours-decode'], 'bench', events],
    ['delivery', ['at-least-once', 'exactly-once'], 'bench', events],
    ['handler of 20 ms, 100 keys, one partition', ['sequential', 'lanes'], 'one', 1_000],
    ['send', ['raw-send', 'ours-send'], 'bench', events],
    ['one send of 50,000', ['raw-one-send', 'one-send'], 'bench', 50_000],
  ]) {
    say(`${what} …`);
    table[what] = await compare(cases, namespace, count);
  }
  say('idle …');
  const { cpuSeconds, wallSeconds } = await measure('idle', 'bench', 0);
  say('a store before a stopped MongoDB …');
  const memoryMib = await memoryBeforeStoppedMongodb('waiting');
  const ratio = (what, unit, a, b) => Number((table[what][a][unit] / table[what][b][unit]).toFixed(3));
  console.log(
    JSON.stringify(
      {
        table,
        ratios: {
          'no-op per CPU second, ours / kafkajs': ratio(
            'no-op handler, values undecoded',
            'cpuMsPer1000',
            'raw-noop',
            'ours-noop',
          ),
          'decoding per CPU second, ours / kafkajs': ratio('decoding', 'cpuMsPer1000', 'raw-decode', 'ours-decode'),
          'CPU of exactly once / at least once': ratio('delivery', 'cpuMsPer1000', 'exactly-once', 'at-least-once'),
          'lanes / sequential, events per second': ratio(
            'handler of 20 ms, 100 keys, one partition',
            'wallMsPer1000',
            'sequential',
            'lanes',
          ),
          'send per CPU second, ours / kafkajs': ratio('send', 'cpuMsPer1000', 'raw-send', 'ours-send'),
          'one send of 50,000, time of kafkajs / ours': ratio(
            'one send of 50,000',
            'wallMsPer1000',
            'raw-one-send',
            'one-send',
          ),
        },
        idleCpuPercent: Number(((cpuSeconds / wallSeconds) * 100).toFixed(2)),
        storeBeforeStoppedMongodbMib: memoryMib,
      },
      null,
      2,
    ),
  );
} finally {
  await stack.stop();
}
