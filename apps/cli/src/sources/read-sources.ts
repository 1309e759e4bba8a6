import { checkSource, InvalidSourcesError, parseSources, type Source } from '@newsflow/crawling';
import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { CliError, exitCode } from '../exit.ts';

/** What is wrong with the sources is a mistake in what the command was given. */
function asUsage(error: unknown): unknown {
  return error instanceof InvalidSourcesError ? new CliError(exitCode.usage, error.message, { cause: error }) : error;
}

/**
 * Sources of a YAML file as the scraper reads it.
 * @param file `-` is standard input
 * Throws with exit code 2 and one line for each problem: file, line, field.
 */
export async function readSourcesFile(file: string): Promise<Source[]> {
  let yaml: string;
  try {
    yaml = file === '-' ? await text(process.stdin) : await readFile(file, 'utf8');
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    throw new CliError(exitCode.usage, `--file ${file} cannot be read (${code})`, { cause: error });
  }
  try {
    return parseSources(yaml, file === '-' ? 'standard input' : file);
  } catch (error) {
    throw asUsage(error);
  }
}

/** One source as it is given by options. */
export interface SourceOptions {
  readonly id?: string;
  readonly name?: string;
  readonly every?: string;
  readonly delay?: string;
  readonly feed: readonly string[];
  readonly sitemap: readonly string[];
  readonly page: readonly string[];
}

/** Throws with exit code 2 and one line for each problem, by the rules of the file. */
export function sourceOfOptions({ id, name, every, delay, feed, sitemap, page }: SourceOptions): Source {
  const start = [
    ...feed.map((url) => ({ feed: url })),
    ...sitemap.map((url) => ({ sitemap: url })),
    ...page.map((url) => ({ page: url })),
  ];
  try {
    return checkSource({ id, name, every, ...(delay === undefined ? {} : { delay }), start });
  } catch (error) {
    throw asUsage(error);
  }
}
