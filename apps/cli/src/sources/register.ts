import { type Command, InvalidArgumentError } from 'commander';
import { CliError, exitCode } from '../exit.ts';
import type { AddOptions } from './add-sources.ts';
import type { SourceOptions } from './read-sources.ts';

const collect = (url: string, urls: string[]): string[] => [...urls, url];
const notEmpty = (text: string): string => {
  if (text.trim() === '') throw new InvalidArgumentError('It must not be empty.');
  return text;
};

const disabling = `
A disabled source's feeds and sitemaps are not fetched and its pages not visited again; pages that were found but never fetched, and pages
that somebody asks for, still are. A source of the file that is disabled here stays so, whatever else the file changes about it, until
"sources enable", or until it is taken out of the file and put back.`;

const rules = `
Sources come from the scraper's sources file (NEWSFLOW_SOURCES, "up --sources") and from "sources add"; both are kept in MongoDB, and
running scrapers follow a change within seconds. The file has the last word on what it lists: change such a source there. One that is
taken out of the file is disabled.${disabling}
"test" and "detect" obey robots.txt, wait between two requests to a host (NEWSFLOW_DEFAULT_DELAY_MS, here 1000 unless set) and refuse
addresses that are not public, as the scraper does.`;

/**
 * Adds the commands below `newsflow sources`; each is loaded when it is called.
 * @param json whether `--json` was given, before or behind the command's name
 * @param untilEnded a signal that is aborted when the user ends the command
 */
export function registerSources(sources: Command, json: () => { json: boolean }, untilEnded: () => AbortSignal): void {
  sources.addHelpText('after', rules);
  const command = (name: string, description: string): Command =>
    sources.command(name).description(description).option('--json', 'JSON output');

  command('list', 'every source with its state').action(async () =>
    (await import('./list-sources.ts')).listSources(json()),
  );

  command('show', 'everything that is known of one source')
    .argument('<id>')
    .action(async (id: string) => (await import('./show-source.ts')).showSource(id, json()));

  command(
    'add',
    'add sources: from a YAML file, from standard input, or one by options; or change what was added before',
  )
    .option(
      '--file <file>',
      'YAML file as for "up --sources"; - is standard input, which is also read where no option is given',
    )
    .option('--id <id>', 'short name', notEmpty)
    .option('--name <name>', 'name of the site')
    .option('--every <duration>', 'pause between two fetches of a feed or sitemap, such as 30m')
    .option('--delay <duration>', 'pause between two requests to a host')
    .option('--feed <url>', 'may be repeated', collect, [])
    .option('--sitemap <url>', 'may be repeated', collect, [])
    .option('--page <url>', 'may be repeated', collect, [])
    .option('--replace', 'change a source that was added before', false)
    .allowExcessArguments()
    .action(async (options: Omit<AddOptions, 'json'>, { args: [argument] }: Command) => {
      if (argument !== undefined)
        throw new CliError(exitCode.usage, `"sources add" takes options only: for a file, --file ${argument}`);
      await (await import('./add-sources.ts')).addSources({ ...options, ...inputOf(options), ...json() });
    });

  command('disable', 'fetch no feeds and sitemaps of a source any more, and visit none of its pages again')
    .argument('<id>')
    .addHelpText('after', disabling)
    .action(async (id: string) => (await import('./switch-source.ts')).disableSource(id));

  command('enable', 'go on with a source that was disabled')
    .argument('<id>')
    .action(async (id: string) => (await import('./switch-source.ts')).enableSource(id));

  command('test', 'fetch what sources start from and say what would be found; writes nothing')
    .argument('[id|url]', 'a source, or the address of a feed, sitemap or page')
    .option('--file <file>', 'all sources of a YAML file; - is standard input')
    .addHelpText(
      'after',
      '\nExit codes: 7 if some addresses cannot be used, 1 if none can, 4 if all are refused as not public.',
    )
    .action(async (target: string | undefined, options: { file?: string }) =>
      (await import('./test-sources.ts')).testSources(target, { ...options, ...json() }, untilEnded()),
    );

  command('detect', 'look for feeds and sitemaps of a site and print a source for "sources add"')
    .argument('<url>')
    .addHelpText('after', '\nExit code 3 if there are none.')
    .action(async (url: string) => (await import('./detect-source.ts')).detectSource(url, json(), untilEnded()));
}

/** Standard input where neither a file nor a single option says what to add; a person at a terminal is not waited for. */
function inputOf({ file, ...options }: SourceOptions & { file?: string }): { file?: string } {
  const { id, name, every, delay, feed, sitemap, page } = options;
  const given = [id, name, every, delay, ...feed, ...sitemap, ...page].some((value) => value !== undefined);
  if (file !== undefined) {
    if (given) throw new CliError(exitCode.usage, 'give either --file or the options of one source');
    return { file };
  }
  if (given) return {};
  if (process.stdin.isTTY)
    throw new CliError(exitCode.usage, 'say what to add: --file, or --id, --name, --every and --feed');
  return { file: '-' };
}
