// Runs in a container of compose.sample-site.yml: serves the sample site on loopback addresses and writes into a folder what a
// scraper beside it has to be told (`settings`, a shell file, and sources.yaml) and what has to come out (expectations.json).
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startSampleSite } from '@newsflow/stack';

const folder = process.argv[2];
const site = await startSampleSite();
const settings = {
  NEWSFLOW_SOURCES: join(folder, 'sources.yaml'),
  NEWSFLOW_FETCH_ALLOW_CIDR: site.allowCidr,
  NEWSFLOW_FETCH_ALLOW_PORTS: site.allowPorts,
  NEWSFLOW_FETCH_DNS: site.dns,
};
await writeFile(settings.NEWSFLOW_SOURCES, site.sourcesYaml);
await writeFile(join(folder, 'expectations.json'), JSON.stringify(site.expectations));
// Last, and at once: its presence says that the site is there.
const lines = Object.entries(settings).map(([name, value]) => `export ${name}='${value}'\n`);
await writeFile(join(folder, 'settings.new'), lines.join(''));
await rename(join(folder, 'settings.new'), join(folder, 'settings'));
process.once('SIGTERM', () => process.exit());
