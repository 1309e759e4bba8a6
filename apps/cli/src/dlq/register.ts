import { type Command, InvalidArgumentError } from 'commander';
import { type Service, topicNames } from '@newsflow/contracts';
import { count, notEmpty, time } from '../arguments.ts';
import { namespace } from '../data-folder.ts';
import { services } from '../services.ts';
import type { SettleOptions } from './commands.ts';
import type { Choice } from './choose.ts';

const serviceOf = (group: string): Service => {
  const service = services.find((one) => group === one || group === topicNames(namespace()).group(one));
  if (!service) throw new InvalidArgumentError(`Give ${services.join(', ')}.`);
  return service;
};

const about = `
Examples:
  newsflow dlq list --since 2h
  newsflow dlq list --reason PARSE_TIME_LIMIT --source example --json
  newsflow dlq show parser:3:17
  newsflow dlq replay --reason MONGODB --dry-run
  newsflow dlq replay parser:3:17 parser:3:19
  newsflow dlq drop --reason INVALID_EVENT --since 1d

A dead letter is open until it is replayed or dropped. A replay goes to the group that failed and to no other reader of the topic; its
events keep their ids. What fails again is a new dead letter, and after five replays it is replayed with --force only.
--reason is a part of the code or of the message, --source the id of a source, --since when it became a dead letter.`;

/**
 * Adds the commands below `newsflow dlq`; each is loaded when it is called.
 * @param json whether `--json` was given, before or behind the command's name
 */
export function registerDlq(dlq: Command, json: () => { json: boolean }): void {
  dlq.addHelpText('after', about);
  const command = (name: string, description: string): Command =>
    dlq.command(name).description(description).option('--json', 'JSON output').addHelpText('after', about);
  const choosing = (name: string, description: string): Command =>
    command(name, description)
      .option('--group <name>', 'scraper, parser or store', serviceOf)
      .option('--reason <text>', 'part of the code or of the message', notEmpty)
      .option('--source <id>', 'of pages of this source', notEmpty)
      .option('--since <time>', 'dead since: 2h, 2026-03-01, 2026-03-01T08:00Z', time)
      .option('--max <n>', 'at most so many, the oldest first', count);
  const settling = (name: string, description: string): Command =>
    choosing(name, description)
      .argument('[id...]', 'as "dlq list" shows them')
      .option('--dry-run', 'only say which', false);

  choosing('list', 'open dead letters').action(async (options: Choice) =>
    (await import('./commands.ts')).listLetters({ ...options, ...json() }),
  );

  command('show', 'all that is known of dead letters, also of settled ones')
    .argument('<id...>', 'as "dlq list" shows them')
    .action(async (ids: string[]) => (await import('./commands.ts')).showLetters(ids, json()));

  settling('replay', 'let the group that failed try again; all open letters unless ids or filters say which')
    .option('--force', 'also what was replayed five times', false)
    .addHelpText('after', '\nExit codes: 4 if all that is meant is refused, 7 if some of it is.')
    .action(async (ids: string[], options: Omit<SettleOptions, 'json'> & { force: boolean }) =>
      (await import('./commands.ts')).replay({ ...options, ids, ...json() }),
    );

  settling('drop', 'settle dead letters without a replay; they stay in the log until their time is over')
    .option('--all', 'whatever is open', false)
    .action(async (ids: string[], options: Omit<SettleOptions, 'json'> & { all: boolean }) =>
      (await import('./commands.ts')).drop({ ...options, ids, ...json() }),
    );
}
