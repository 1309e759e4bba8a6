import { rm } from 'node:fs/promises';
import { removeStackData } from '@newsflow/stack';
import { requireOwnFolder, stackFolder } from './data-folder.ts';

/** Removes all data of a namespace, also those that a Docker engine keeps. Throws as {@link requireOwnFolder}. */
export async function removeDataFolder(folder: string): Promise<void> {
  await requireOwnFolder(folder);
  await removeStackData(stackFolder(folder));
  await rm(folder, { recursive: true, force: true });
}
