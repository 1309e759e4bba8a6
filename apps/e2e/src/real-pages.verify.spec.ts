import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Site, startFolderSite } from '@newsflow/stack';
import { deliverAgain } from './deliver-again.ts';
import type { Installation } from './installation.ts';
import { jsonLines, newsflow } from './newsflow.ts';
import { killEachService, runOver } from './run-over.ts';

const folder = fileURLToPath(new URL('../../../../shared/data/extraction/', import.meta.url));
const present = existsSync(folder);

(present ? describe : describe.skip)(`863 real pages${present ? '' : ' (skipped: ../shared is absent)'}`, () => {
  let site: Site;
  let undisturbed: Record<string, unknown>[];
  let deliveredAgain: Record<string, unknown>[];

  beforeAll(async () => {
    site = await startFolderSite(folder);
    [undisturbed, deliveredAgain] = await runOver(
      site,
      () => Promise.resolve(),
      async (installation) => {
        const before = await installation.dump('--canonical');
        const { env, delivered } = await deliverAgain(await installation.up(), { times: 3, seed: 20261126 });
        expect(delivered).toBeGreaterThan(3 * before.length);
        return [before, jsonLines<Record<string, unknown>>(await newsflow(['dump', '--canonical'], { env }))] as const;
      },
    ).then((dumps) => [...dumps]);
  });
  afterAll(() => site.stop());

  it('are articles, at least 820 of them', () => {
    expect(site.expectations).toHaveLength(863);
    expect(undisturbed.filter(({ collection }) => collection === 'articles').length).toBeGreaterThanOrEqual(820);
  });

  it('are stored the same when all events come three times, shuffled across all topics', () => {
    expect(deliveredAgain).toEqual(undisturbed);
  });

  it('are stored the same when each service is killed with -9 in the middle and started again', async () => {
    const dump = (installation: Installation) => installation.dump('--canonical');
    expect(await runOver(site, killEachService, dump)).toEqual(undisturbed);
  });
});
