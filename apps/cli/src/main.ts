import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, CommanderError, Option } from 'commander';
import { count, durationMs } from './arguments.ts';
import { registerDlq } from './dlq/register.ts';
import { CliError, exitCode } from './exit.ts';
import { say } from './output.ts';
import { registerReplay } from './replay/register.ts';
import { root } from './root.ts';
import { registerSources } from './sources/register.ts';

/**
 * Aborted by Ctrl-C, by SIGTERM, and when the process that started this one is gone. Only for commands that then have something to
 * do: signals end the others at once.
 */
function untilEnded(): AbortSignal {
  const ending = new AbortController();
  for (const event of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect'] as const)
    process.on(event, () => {
      ending.abort();
    });
  process.channel?.unref();
  return ending.signal;
}

const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
const program = new Command('newsflow')
  .description('Turns news sites into events: articles, quotations and market quotes on Kafka and in MongoDB.')
  .version(version)
  .option('--json', 'JSON on standard output, for lists one object a line', false)
  .exitOverride()
  .showHelpAfterError('(add --help for usage)')
  .addHelpText(
    'after',
    `
Exit codes: 0 ok, 1 failure, 2 usage, 3 not found, 4 refused, 5 dependency unreachable, 6 unhealthy, 7 partly done,
130 interrupted.
Data goes to standard output, progress and messages to standard error.
Addresses come from NEWSFLOW_KAFKA_BROKERS and NEWSFLOW_MONGODB_URI, else from what "newsflow up" runs.`,
  );
// Each command is loaded when it is called: most need only a small part of the program.
const json = () => ({ json: program.opts<{ json: boolean }>().json });

/** `--json` may stand before or behind the command's name. */
const command = (name: string, description: string): Command =>
  program
    .command(name)
    .description(description)
    .option('--json', 'JSON output')
    .hook('preAction', (self, action) => {
      if (self.opts()['json'] === true || action.opts()['json'] === true) program.setOptionValue('json', true);
    });

interface StartOptions {
  sources?: string;
  scrapers?: number;
  parsers?: number;
  stores?: number;
}
const startCommand = (name: string, description: string): Command =>
  command(name, description)
    .option('--sources <file>', 'YAML file of feeds, sitemaps and pages to watch')
    .option('--scrapers <n>', 'scraper processes; left out: as many as before, one at first', count)
    .option('--parsers <n>', 'parser processes, likewise', count)
    .option('--stores <n>', 'store processes, likewise', count);

command('demo', 'start everything, take in the sample site, print a summary, stop everything')
  .option('--pages <dir>', 'use the saved pages of this folder (*.html, *.html.gz, *.txt) in place of the sample site')
  .addOption(
    new Option('--patience <duration>', 'give up when no page has moved for so long')
      .argParser(durationMs)
      .default(60_000, '60s'),
  )
  .action(async (options: { pages?: string; patience: number }) =>
    (await import('./commands/demo.ts')).demo(
      { ...json(), patienceMs: options.patience, ...(options.pages !== undefined && { pages: options.pages }) },
      untilEnded(),
    ),
  );

startCommand('up', 'start Kafka, MongoDB and the services in the background; starts only what does not run yet')
  .addHelpText(
    'after',
    `
What has ended by itself is started again, nothing that runs is stopped: fewer processes and other settings need "down" before.`,
  )
  .action(async (options: StartOptions) =>
    (await import('./commands/up.ts')).up({ ...options, ...json() }, untilEnded()),
  );

startCommand(
  'start',
  'start everything in the foreground until Ctrl-C; without --sources it takes in the sample site',
).action(async (options: StartOptions) =>
  (await import('./commands/start.ts')).start({ ...options, ...json() }, untilEnded()),
);

command('down', 'stop what "up" started; the data stay')
  .option('--purge', 'remove the data too', false)
  .action(async (options: { purge: boolean }) => (await import('./commands/down.ts')).down({ ...options, ...json() }));

command('status', 'health of the stack and the services')
  .option('--watch', 'print it again every second', false)
  .action(async (options: { watch: boolean }) =>
    (await import('./commands/status.ts')).status({ ...options, ...json() }),
  );

command('doctor', 'what this machine has and lacks, with the remedy').action(async () =>
  (await import('./commands/doctor.ts')).doctor(json()),
);

command('provision', 'create the topics that are missing in a Kafka that others run')
  .option('--partitions <n>', 'of a topic that is created; as in production where left out', count)
  .option('--replicas <n>', 'of a topic that is created', count, 3)
  .option('--initiate-replica-set', 'make a replica set of a single new MongoDB', false)
  .action(async (options: { partitions?: number; replicas: number; initiateReplicaSet: boolean }) =>
    (await import('./commands/provision.ts')).provision(options),
  );

command('lag', 'what each consumer group has still to do, per partition').action(async () =>
  (await import('./commands/lag.ts')).lag(json()),
);

command('fetch', 'ask the scraper for pages')
  .argument('<url...>', '- reads URLs from standard input, one a line')
  .action(async (urls: string[]) => (await import('./commands/fetch.ts')).fetchPages(urls, json()));

command('parse', 'parse saved pages, without Kafka: one JSON object a line')
  .argument('[file...]', '*.html, *.html.gz or *.txt; - reads a page from standard input')
  .option('--url <url>', 'address of the page')
  .option('--explain', 'show each block, kept or dropped, with the rule that decided')
  .option('--batch', 'read lines {"id","path","url"} from standard input, write a line for each in the same order')
  .action(async (files: string[], options: { url?: string; explain?: boolean; batch?: boolean }) =>
    (await import('./commands/parse.ts')).parse(files, { ...options, ...json() }),
  );

command('tail', 'decoded events of a topic, one JSON object a line')
  .argument('<topic>', 'article, quotation, market-quote, page-outcome, raw-page, … or a full name')
  .option('--from <start>', 'earliest, latest, or how far back (2h)', 'earliest')
  .option('--max <n>', 'end after so many', count)
  .option('--follow', 'go on at the end of the log')
  .action(async (topic: string, options: { from: string; max?: number; follow?: boolean }) =>
    (await import('./commands/tail.ts')).tail(topic, options, untilEnded()),
  );

command('trace', 'every stage that one page went through, and its next fetch')
  .argument('<url|id>')
  .action(async (urlOrId: string) => (await import('./commands/trace.ts')).trace(urlOrId, json()));

command('dump', 'what is stored, one document a line')
  .option('--canonical', 'without times and positions, sorted: the same for two runs over the same pages', false)
  .action(async (options: { canonical: boolean }) => (await import('./commands/dump.ts')).dump(options));

registerReplay(command('replay', 'let the parsers read raw pages of the log once more'), json, untilEnded);

registerDlq(command('dlq', 'dead letters: what could not be handled'), json);

registerSources(command('sources', 'the feeds, sitemaps and pages to watch'), json, untilEnded);

function exitOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCode.ok : exitCode.usage;
  if (error instanceof CliError) {
    say(`newsflow: ${error.message}`);
    return error.exit;
  }
  say(`newsflow: ${error instanceof Error ? error.message : String(error)}`);
  return exitCode.failure;
}

// A reader that has seen enough (`| head`) closes the pipe: not an error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? exitCode.ok : exitCode.failure);
});
try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = exitOf(error);
}
