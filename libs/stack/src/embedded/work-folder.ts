import { mkdtemp, rm, statfs } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { makeFolder } from '../make-folder.ts';
import type { Profile } from './profile.ts';

const MEMORY_FOLDER = '/dev/shm';
/** Docker gives a container 64 MB of it by default, which a stack fills within seconds. */
const NEEDED_MEMORY_BYTES = 1024 ** 3;

export interface WorkFolder {
  path: string;
  /** Deleted with the stack. */
  temporary: boolean;
}

/** Where a stack keeps its data: in `dataDir` if given, else in a new temporary folder, for the quick profile in memory if there is room. */
export async function makeWorkFolder(profile: Profile, dataDir?: string): Promise<WorkFolder> {
  if (dataDir !== undefined) {
    const folder = path.resolve(dataDir);
    await makeFolder(folder);
    return { path: folder, temporary: false };
  }
  const parent = profile === 'quick' && (await hasRoom(MEMORY_FOLDER)) ? MEMORY_FOLDER : os.tmpdir();
  return { path: await mkdtemp(path.join(parent, 'newsflow-stack-')), temporary: true };
}

/** A killed process may take a moment to let go of its files. */
export function removeFolder(folder: string): Promise<void> {
  return rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
}

async function hasRoom(folder: string): Promise<boolean> {
  const { bavail, bsize } = await statfs(folder).catch(() => ({ bavail: 0, bsize: 0 }));
  return bavail * bsize >= NEEDED_MEMORY_BYTES;
}
