import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Site, startSampleSite } from '@newsflow/stack';
import type { Db } from 'mongodb';
import { openMongodb } from '../connections.ts';
import { dataFolder, logFolder, makeDataFolder, stackFolder } from '../data-folder.ts';
import { CliError, exitCode } from '../exit.ts';
import { say } from '../output.ts';
import { supervisor } from '../supervisor/client.ts';
import { down } from './down.ts';
import { up, type UpOptions } from './up.ts';

/** Of the sample site: its addresses are new at each start, so what it leaves behind must not mix with anybody's data. */
const sampleNamespace = 'sample';
const pollMs = 1000;

/** The settings with which a scraper takes in the sample site. */
async function sampleSettings(site: Site): Promise<Record<string, string>> {
  await makeDataFolder();
  const sources = join(dataFolder(), 'sources.yaml');
  await writeFile(sources, site.sourcesYaml);
  return {
    NEWSFLOW_SOURCES: sources,
    NEWSFLOW_FETCH_ALLOW_CIDR: site.allowCidr,
    NEWSFLOW_FETCH_ALLOW_PORTS: site.allowPorts,
    NEWSFLOW_FETCH_DNS: site.dns,
  };
}

async function countsOf(db: Db): Promise<string> {
  const current = (collection: string) => db.collection(collection).countDocuments({ current: true });
  const [outcomes, articles, quotations, marketQuotes] = await Promise.all([
    db.collection('pageOutcomes').countDocuments(),
    current('articles'),
    current('quotations'),
    current('marketQuotes'),
  ]);
  return `outcomes ${outcomes}, articles ${articles}, quotations ${quotations}, market quotes ${marketQuotes}`;
}

/** Says what comes in until `signal`. Throws with exit code 6 when a service ends by itself. */
async function watch(signal: AbortSignal): Promise<void> {
  const { db, close } = await openMongodb();
  const started = (await supervisor.status())?.services ?? [];
  let said = '';
  try {
    while (!signal.aborted) {
      const services = (await supervisor.status())?.services ?? [];
      const ended = started.find(({ pid }) => !services.some((service) => service.pid === pid && service.running));
      if (ended)
        throw new CliError(
          exitCode.unhealthy,
          `the ${ended.name} ended by itself, see its log in ${logFolder(dataFolder())}`,
        );
      const counts = await countsOf(db);
      if (counts !== said) say(counts);
      said = counts;
      await delay(pollMs, undefined, { signal }).catch(() => undefined);
    }
  } finally {
    await close();
  }
}

/** `newsflow start`: everything in the foreground until Ctrl-C; without sources of the user it takes in the sample site. */
export async function start(options: UpOptions, signal: AbortSignal): Promise<void> {
  const isSample = options.sources === undefined;
  const hasNamespace = process.env['NEWSFLOW_NAMESPACE'] !== undefined;
  if (isSample) process.env['NEWSFLOW_NAMESPACE'] ??= sampleNamespace;
  // What the user keeps in a namespace of their own is not swept away with the sample site.
  const purge = isSample && !(hasNamespace && existsSync(stackFolder(dataFolder())));
  if (await supervisor.status()) {
    throw new CliError(exitCode.refused, 'newsflow runs already: see "bin/newsflow status", or stop it with "down"');
  }
  signal.addEventListener('abort', () => {
    say('stopping …');
  });
  const site = isSample ? await startSampleSite() : undefined;
  try {
    // Not left early by Ctrl-C: what has been asked for has to be there before it can be stopped.
    await up(options, new AbortController().signal, site && (await sampleSettings(site)));
    if (site) {
      say(
        `the sample site is taken in; look at it from another terminal with NEWSFLOW_NAMESPACE=${sampleNamespace}, such as`,
      );
      say(`  NEWSFLOW_NAMESPACE=${sampleNamespace} bin/newsflow tail article --follow`);
    }
    say('Ctrl-C stops everything');
    await watch(signal);
  } finally {
    await down({ purge, json: false });
    await site?.stop();
  }
}
