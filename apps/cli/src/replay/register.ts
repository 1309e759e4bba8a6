import type { Command } from 'commander';
import { count, time } from '../arguments.ts';
import type { ReplayCommandOptions } from '../commands/replay.ts';

const about = `
Examples:
  newsflow replay --since 2d --dry-run
  newsflow replay --since 2026-03-01 --until 2026-03-02T06:00Z
  newsflow replay --since 7d --only-parser-older-than 4

Raw pages go to the parsers once more, beside what is fetched meanwhile; the parsers' own place in the log is not touched. What a newer
parser reads takes the place of what an older one has read of the same fetch; the same parser changes nothing. It ends when the parsers are
done. It may be broken off and begun again: pages that have been done are done again, to no effect, or left out with
--only-parser-older-than.`;

/**
 * Makes `newsflow replay` of an empty command; it is loaded when it is called.
 * @param json whether `--json` was given, before or behind the command's name
 * @param untilEnded a signal that is aborted when the user ends the command
 */
export function registerReplay(replay: Command, json: () => { json: boolean }, untilEnded: () => AbortSignal): void {
  replay
    .requiredOption('--since <time>', 'fetched since: 2h, 2026-03-01, 2026-03-01T08:00Z', time)
    .option('--until <time>', 'and before', time)
    .option('--only-parser-older-than <version>', 'what a parser older than this version has read last', count)
    .option('--max <n>', 'at most so many pages', count)
    .option('--dry-run', 'only say how many', false)
    .addHelpText('after', about)
    .action(async (options: ReplayCommandOptions) =>
      (await import('../commands/replay.ts')).replay({ ...options, ...json() }, untilEnded()),
    );
}
