// npm run chaos -- --seed N [--minutes M] [--messages K] [--cluster] [--json]
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { linesOf } from './check.ts';
import { reportOf } from './report.ts';
import { runChaos } from './run-chaos.ts';

const usage = `npm run chaos -- --seed N [--minutes M] [--messages K] [--cluster] [--json]

Sends raw pages into real services on a Kafka and a MongoDB of their own while faults of the seed's choice hit all of them,
then compares what came out with a run without faults.

  --seed N       which faults, when and in which order (default 1)
  --minutes M    how long the faults last (default 1)
  --messages K   how many records are sent in that time (default 1500 a minute)
  --cluster      three brokers and three mongods instead of one each
  --json         the result as one JSON object

Exit code 0: nothing is missing, doubled or out of order; 1: the findings say what is; 2: usage.`;

function optionsOr2() {
  try {
    const { values } = parseArgs({
      options: {
        seed: { type: 'string', default: '1' },
        minutes: { type: 'string', default: '1' },
        messages: { type: 'string' },
        cluster: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) {
      console.log(usage);
      process.exit(0);
    }
    const minutes = Number(values.minutes);
    const seed = Number(values.seed);
    const messages = Number(values.messages ?? Math.round(minutes * 1_500));
    if (!Number.isInteger(seed)) throw new Error('--seed must be a whole number');
    if (!(minutes > 0 && minutes <= 600)) throw new Error('--minutes must be a number above 0 and at most 600');
    if (!(Number.isInteger(messages) && messages > 0)) throw new Error('--messages must be a whole number above 0');
    return { seed, minutes, messages, cluster: values.cluster, json: values.json };
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
    process.exit(2);
  }
}

const { json, ...options } = optionsOr2();
const root = fileURLToPath(new URL('../../../', import.meta.url));
const startedAt = performance.now();
const say = (line: string): void => {
  console.error(`${((performance.now() - startedAt) / 1_000).toFixed(0).padStart(5)} s  ${line}`);
};
const result = await runChaos({ ...options, root, say });
console.log(json ? JSON.stringify(result) : reportOf(result));
process.exit(linesOf(result.findings).length > 0 ? 1 : 0);
