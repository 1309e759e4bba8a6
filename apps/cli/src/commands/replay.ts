import { type GlobalOptions, openKafka, openMongodb } from '../connections.ts';
import { CliError, exitCode } from '../exit.ts';
import { say, writeJson, writeLine } from '../output.ts';
import { Progress } from '../progress.ts';
import { olderPages } from '../replay/older-pages.ts';
import { type Page, replayPages } from '../replay/replay-pages.ts';

export interface ReplayCommandOptions {
  readonly since: Date;
  readonly until?: Date;
  readonly onlyParserOlderThan?: number;
  readonly max?: number;
  readonly dryRun: boolean;
}

const patienceMs = 120_000;

/** `newsflow replay`: ends when the parsers have read all that is meant. Exit code 7 where they stand still, or at Ctrl-C. */
export async function replay(
  { onlyParserOlderThan, json, ...options }: ReplayCommandOptions & GlobalOptions,
  signal: AbortSignal,
): Promise<void> {
  if (options.until && options.until <= options.since)
    throw new CliError(exitCode.usage, '--until must be after --since');
  const connection = await openKafka();
  const mongodb = onlyParserOlderThan === undefined ? undefined : await openMongodb();
  const choose = async (pages: readonly Page[]): Promise<readonly Page[]> =>
    mongodb && onlyParserOlderThan !== undefined ? await olderPages(mongodb.db, pages, onlyParserOlderThan) : pages;
  const progress = new Progress('pages');
  const onProgress = (done: number, total: number): void => {
    progress.update(done, total);
  };
  try {
    const { pages, replayed, unreadable } = await replayPages(connection, {
      ...options,
      patienceMs,
      choose,
      onProgress,
      signal,
    });
    progress.end();
    if (json) await writeJson({ pages, replayed, unreadable, dryRun: options.dryRun });
    else await writeLine(`${replayed} of ${pages} pages ${options.dryRun ? 'would be replayed' : 'replayed'}`);
    if (unreadable > 0) say(`${unreadable} records are no raw pages and were left out (see "dlq list")`);
  } finally {
    await mongodb?.close();
  }
}
