import { dataFolder, requireOwnFolder } from '../data-folder.ts';
import { say, writeJson } from '../output.ts';
import { removeDataFolder } from '../remove-data-folder.ts';
import { supervisor } from '../supervisor/client.ts';

/** `newsflow down [--purge]`: stops what `up` started; the data stay unless purged. Refuses before it stops anything. */
export async function down({ purge, json }: { purge: boolean; json: boolean }): Promise<void> {
  const folder = dataFolder();
  if (purge) await requireOwnFolder(folder);
  const stopped = (await supervisor.stop()) !== undefined;
  say(stopped ? 'stopped' : 'nothing was running');
  if (purge) {
    await removeDataFolder(folder);
    say(`removed ${folder}`);
  }
  if (json) await writeJson({ stopped });
}
