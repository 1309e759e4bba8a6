// Builds images of Node, Kafka and MongoDB from what this machine has and what the embedded stack fetches, for places where no
// registry of images can be reached. They behave as the official ones do in everything that newsflow uses.
//   node deploy/docker/local-images/build.mjs                all of them
//   node deploy/docker/local-images/build.mjs node kafka     some
// Needs a Docker engine and the packages busybox-static and bash-static. Prints the settings that make newsflow use the images.
import { spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, realpath, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { node24, ensureBuiltOrExit } from '../../../tools/ensure-built.mjs';
import { copyLibraries, missingPrograms, outputOf, startRoot } from './root-folder.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const images = {
  node: { name: 'newsflow/node:24', setting: 'NEWSFLOW_NODE_IMAGE', fill: fillNode },
  kafka: { name: 'newsflow/kafka:4.3.1', setting: 'NEWSFLOW_KAFKA_IMAGE', fill: fillKafka },
  mongodb: { name: 'newsflow/mongodb:6.0.5', setting: 'NEWSFLOW_MONGODB_IMAGE', fill: fillMongodb },
};

const say = (line) => process.stderr.write(`${line}\n`);
const wanted = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(images);
const unknown = wanted.filter((key) => !(key in images));
if (unknown.length > 0) {
  say(`unknown image ${unknown.join(', ')}: choose from ${Object.keys(images).join(', ')}`);
  process.exit(2);
}
const missing = await missingPrograms();
if (missing.length > 0) {
  say(`missing on this machine: ${missing.join(', ')}`);
  process.exit(1);
}

await ensureBuiltOrExit();
const { provideRuntimes } = await import('@newsflow/stack');
const runtimes = await provideRuntimes(say);

/** Node and npm, at the places of the official image. */
async function fillNode(root) {
  // …/npm/bin/npm-cli.js, wherever the machine has it.
  const npm = dirname(dirname(await realpath((await outputOf('sh', ['-c', 'command -v npm'])).trim())));
  await cp(node24(), join(root, 'usr/bin/node'));
  await cp(npm, join(root, 'usr/lib/node_modules/npm'), { recursive: true, dereference: true });
  for (const name of ['npm', 'npx'])
    await symlink(`../lib/node_modules/npm/bin/${name}-cli.js`, join(root, 'usr/bin', name));
  await copyLibraries(root, [node24()]);
}

async function fillKafka(root) {
  const { javaHome, kafkaJars } = runtimes;
  await cp(javaHome, join(root, 'opt/java'), { recursive: true });
  for (const jar of kafkaJars) await cp(jar, join(root, 'opt/kafka/libs', jar.slice(dirname(jar).length + 1)));
  await cp(join(here, 'kafka-run.sh'), join(root, 'etc/kafka/docker/run'));
  const libraries = (await readdir(join(javaHome, 'lib'), { recursive: true })).filter((name) => name.endsWith('.so'));
  await copyLibraries(root, [join(javaHome, 'bin/java'), ...libraries.map((name) => join(javaHome, 'lib', name))]);
}

async function fillMongodb(root) {
  await cp(runtimes.mongod, join(root, 'usr/bin/mongod'));
  await copyLibraries(root, [runtimes.mongod]);
}

function docker(...args) {
  return new Promise((resolve, reject) => {
    const child = spawn('docker', args, { stdio: ['ignore', process.stderr, process.stderr] });
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`docker ${args[0]} ended with ${code}`))));
  });
}

async function build(key) {
  const { name, fill } = images[key];
  const startedAt = performance.now();
  const context = await mkdtemp(join(tmpdir(), 'newsflow-image-'));
  try {
    const root = join(context, 'root');
    await mkdir(root);
    await startRoot(root);
    await fill(root);
    await docker('build', '--quiet', '--tag', name, '--file', join(here, `${key}.Dockerfile`), context);
  } finally {
    await rm(context, { recursive: true, force: true });
  }
  say(`${name}: built in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
}

for (const key of wanted) await build(key);
for (const key of wanted) console.log(`${images[key].setting}=${images[key].name}`);
