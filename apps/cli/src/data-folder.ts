import { access, constants, readdir, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { namespacePattern } from '@newsflow/contracts';
import { makeFolder } from '@newsflow/stack';
import { CliError, exitCode } from './exit.ts';

/** `$NEWSFLOW_NAMESPACE`, else `newsflow`. It becomes part of paths: throws with exit code 2 for anything but a plain word. */
export function namespace(env: NodeJS.ProcessEnv = process.env): string {
  const name = env['NEWSFLOW_NAMESPACE'] ?? 'newsflow';
  if (namespacePattern.test(name)) return name;
  throw new CliError(
    exitCode.usage,
    `NEWSFLOW_NAMESPACE=${JSON.stringify(name.slice(0, 120))} must be a letter or a digit, followed by at most 99 letters, digits, dots, underscores or hyphens`,
  );
}

/** `$NEWSFLOW_DATA`, else `$XDG_DATA_HOME/newsflow`, else `~/.local/share/newsflow`; one folder for each namespace. Empty counts as not set. */
export function dataFolder(env: NodeJS.ProcessEnv = process.env): string {
  const base = env['NEWSFLOW_DATA'] || join(env['XDG_DATA_HOME'] || join(homedir(), '.local', 'share'), 'newsflow');
  return resolve(base, namespace(env));
}

/** Below it: what Kafka and MongoDB keep. */
export const stackFolder = (folder: string): string => join(folder, 'stack');
/** Below it: what the services log, one file for each. */
export const logFolder = (folder: string): string => join(folder, 'logs');

/** Length in bytes of a Unix socket's path (sun_path without its end), at least on the systems that run newsflow. */
const socketPathLimit = process.platform === 'linux' ? 107 : 103;

/** Where the supervisor is spoken to. Throws with exit code 2 where the folder's name is too long for a socket. */
export function socketPath(folder: string = dataFolder()): string {
  const path = join(folder, 'control.sock');
  const over = Buffer.byteLength(path) - socketPathLimit;
  if (over <= 0) return path;
  throw new CliError(
    exitCode.usage,
    `the data folder ${folder} is ${over} bytes too long for a Unix socket in it: set NEWSFLOW_DATA to a shorter path`,
  );
}

/** Says that a folder was made for newsflow's data alone: only such a one is ever removed. */
const mark = 'newsflow-data';

const unusable = (folder: string, reason: string): CliError =>
  new CliError(exitCode.usage, `the data folder ${folder} cannot be used (${reason}): set NEWSFLOW_DATA to another`);

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? String(error);

async function kindOf(path: string): Promise<'folder' | 'other' | 'missing'> {
  try {
    return (await stat(path)).isDirectory() ? 'folder' : 'other';
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(error))) return 'missing';
    throw unusable(path, codeOf(error));
  }
}

/**
 * Makes the data folder, with the mark that lets `down --purge` remove it unless others have put something there before.
 * Throws with exit code 2 where it cannot be made or written to.
 */
export async function makeDataFolder(folder: string = dataFolder()): Promise<void> {
  try {
    await makeFolder(folder);
    await access(folder, constants.W_OK);
    if ((await readdir(folder)).length === 0)
      await writeFile(join(folder, mark), 'Made by newsflow, and removed with all that is in it by "down --purge".\n');
  } catch (error) {
    throw unusable(folder, codeOf(error));
  }
}

/** Throws with exit code 4 for a folder that `up` did not make. */
export async function requireOwnFolder(folder: string): Promise<void> {
  if ((await kindOf(folder)) === 'missing' || (await kindOf(join(folder, mark))) === 'other') return;
  throw new CliError(
    exitCode.refused,
    `${folder} is not removed: "up" did not make it (it holds no file ${mark}); remove by hand what is newsflow's in it`,
  );
}
