import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { InvalidSourcesError, parseSources } from '@newsflow/crawling';
import { ConfigurationError, readSettings } from '@newsflow/runtime/settings';
import { CliError, exitCode } from '../exit.ts';
import { services } from '../services.ts';
import type { SourcesFile, Wanted } from './client.ts';

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** What the services would say of their settings at their start, each problem once. */
function problemsOf(env: Readonly<Record<string, string>>): string[] {
  // Where `up` starts these itself, nobody sets them.
  const elsewhere = { NEWSFLOW_KAFKA_BROKERS: '127.0.0.1:9092', NEWSFLOW_MONGODB_URI: 'mongodb://127.0.0.1' };
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const problems = services.flatMap((service) => {
    try {
      readSettings(service, { ...elsewhere, ...given });
      return [];
    } catch (error) {
      if (error instanceof ConfigurationError) return error.problems;
      throw error;
    }
  });
  return [...new Set(problems)];
}

/** @param name of the option or setting that names it, for messages */
async function readSources(path: string, name: string): Promise<SourcesFile> {
  const absolute = resolve(path);
  try {
    const text = await readFile(absolute, 'utf8');
    parseSources(text, path);
    return { path: absolute, sha256: createHash('sha256').update(text).digest('hex') };
  } catch (error) {
    if (error instanceof InvalidSourcesError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    throw new CliError(exitCode.usage, `${name} ${path}: ${code === 'ENOENT' ? 'no such file' : messageOf(error)}`, {
      cause: error,
    });
  }
}

/**
 * What `up` asks the supervisor for, checked as the services will check it, so that nothing is started in vain.
 * @param sources the option; else `NEWSFLOW_SOURCES` counts
 * Throws with exit code 2 and every problem, one line each.
 */
export async function wantedOf(
  counts: Wanted['counts'],
  sources: string | undefined,
  environment: NodeJS.ProcessEnv,
): Promise<Wanted> {
  const all = Object.fromEntries(
    Object.entries(environment).filter(
      (entry): entry is [string, string] => entry[0].startsWith('NEWSFLOW_') && entry[1] !== undefined,
    ),
  );
  const problems = problemsOf(all);
  const { NEWSFLOW_SOURCES: fromEnvironment, ...given } = all;
  const [path, name] = sources === undefined ? [fromEnvironment, 'NEWSFLOW_SOURCES'] : [sources, '--sources'];
  let file: SourcesFile | undefined;
  try {
    if (path) file = await readSources(path, name);
  } catch (error) {
    problems.push(messageOf(error));
  }
  if (problems.length > 0) throw new CliError(exitCode.usage, problems.join('\n'));
  return { counts, settings: given, ...(file && { sources: file }) };
}
