import type { Site } from '@newsflow/stack';
import { Installation } from './installation.ts';
import { waitFor } from './wait-for.ts';

/** Ends each service by SIGKILL, one after the other, until the status tells; then starts again what is missing. */
export async function killEachService(installation: Installation): Promise<void> {
  for (const name of ['scraper', 'parser', 'store']) {
    const victim = (await installation.up()).services.find((service) => service.name === name);
    if (!victim) throw new Error(`no ${name}`);
    process.kill(victim.pid, 'SIGKILL');
    await waitFor(`the ${name} to be missed`, async () => (await installation.run('status')).code === 6);
  }
  await installation.up();
}

/**
 * One run over all pages of a site, with an installation of its own.
 * @param disturb called when some pages have ended and others have not
 * @param read called when all have
 */
export async function runOver<T>(
  site: Site,
  disturb: (installation: Installation) => Promise<void>,
  read: (installation: Installation) => Promise<T>,
): Promise<T> {
  const installation = await Installation.create(site);
  try {
    const { mongodbUri } = await installation.up();
    await waitFor('some pages to end', async () => (await installation.ended(mongodbUri)) > 10);
    const ended = await installation.ended(mongodbUri);
    if (ended === site.expectations.length) throw new Error('all pages had ended before anything could be disturbed');
    await disturb(installation);
    await installation.untilEnded(mongodbUri);
    return await read(installation);
  } finally {
    await installation.remove();
  }
}
