import { mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { makeFolder } from '../make-folder.ts';
import { reasonOf } from '../reason-of.ts';
import { ProvisionError } from '../stack-error.ts';
import { asSoleWorker } from './sole-worker.ts';

const ABANDONED_AFTER_MS = 3_600_000;

/** The user's cache: `NEWSFLOW_CACHE`, else `$XDG_CACHE_HOME/newsflow`, else `~/.cache/newsflow`. */
export function cacheFolder(env: NodeJS.ProcessEnv): string {
  const own = env['NEWSFLOW_CACHE'];
  if (own !== undefined && own !== '') return path.resolve(own);
  const xdg = env['XDG_CACHE_HOME'];
  if (xdg !== undefined && xdg !== '') return path.resolve(xdg, 'newsflow');
  return path.join(env['HOME'] ?? os.homedir(), '.cache', 'newsflow');
}

export interface CacheItem {
  /** Folder name below the cache; names everything that the content depends on. */
  name: string;
  /** What is being made, for progress lines. */
  title: string;
  /** Fills an empty folder; if it throws, nothing of it stays. */
  make: (folder: string) => Promise<void>;
}

export class Cache {
  readonly folder: string;
  readonly #onProgress: (line: string) => void;

  constructor(folder: string, onProgress: (line: string) => void) {
    this.folder = folder;
    this.#onProgress = onProgress;
  }

  pathOf(name: string): string {
    return path.join(this.folder, 'runtime', name);
  }

  /** Whether the item is there; what is there is complete, because it is renamed into place only when it is. */
  has(name: string): Promise<boolean> {
    return exists(this.pathOf(name));
  }

  /** The folder of the item, made first if it is missing, by one process of this machine only. */
  async get(item: CacheItem): Promise<string> {
    const folder = this.pathOf(item.name);
    if (await exists(folder)) return folder;
    const waiting = () => {
      this.#onProgress(`${item.title}: another process is fetching it, waiting for that`);
    };
    await asSoleWorker(folder, waiting, async () => {
      if (!(await exists(folder))) await this.#make(item, folder);
    });
    return folder;
  }

  /** @throws ProvisionError `cache-not-writable` */
  async requireWritable(): Promise<void> {
    await rm(await this.#emptyFolder('nothing'), { recursive: true });
  }

  async #make(item: CacheItem, folder: string): Promise<void> {
    const startedAt = performance.now();
    const temporary = await this.#emptyFolder(item.name);
    this.#onProgress(`${item.title} …`);
    try {
      await item.make(temporary);
      await rename(temporary, folder).catch(async (error: unknown) => {
        // A process that shares the folder but not the lock (another container) was faster: its copy is as good.
        if (!(await exists(folder))) throw error;
      });
    } finally {
      await rm(temporary, { recursive: true, force: true });
    }
    this.#onProgress(`${item.title}: done in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
  }

  async #emptyFolder(name: string): Promise<string> {
    const parent = path.dirname(this.pathOf(name));
    const prefix = `.making-${name}-`;
    try {
      await makeFolder(parent);
      for (const entry of await readdir(parent)) {
        if (entry.startsWith(prefix)) await removeAbandoned(path.join(parent, entry));
      }
      return await mkdtemp(path.join(parent, prefix));
    } catch (cause) {
      throw new ProvisionError(
        'cache-not-writable',
        `Cannot write to the cache folder ${this.folder} (${reasonOf(cause)})`,
        {
          cause,
          remedy: 'set NEWSFLOW_CACHE to a folder that you may write to',
        },
      );
    }
  }
}

/** What a killed process left half made. Only old folders: a container that does not see our lock may be at work in a new one. */
async function removeAbandoned(folder: string): Promise<void> {
  const ageMs = Date.now() - (await stat(folder)).mtimeMs;
  if (ageMs > ABANDONED_AFTER_MS) await rm(folder, { recursive: true, force: true });
}

function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
