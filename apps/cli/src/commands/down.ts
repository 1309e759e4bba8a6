import { rm } from 'node:fs/promises';
import { removeStackData } from '@newsflow/stack';
import { say } from '../output.ts';
import { dataFolder, stackFolder, supervisor } from '../supervisor/client.ts';

/** `newsflow down [--purge]`: stops what `up` started; the data stay unless purged. */
export async function down(options: { purge: boolean }): Promise<void> {
  const stopped = await supervisor.stop();
  say(stopped ? 'stopped' : 'nothing was running');
  if (!options.purge) return;
  await removeStackData(stackFolder(dataFolder()));
  await rm(dataFolder(), { recursive: true, force: true });
  say(`removed ${dataFolder()}`);
}
