// A lock between processes that one of them can lose by dying: a folder that names its holder.
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const alive = (pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
};

async function abandoned(folder) {
  try {
    return !alive(Number(await readFile(join(folder, 'pid'), 'utf8')));
  } catch {
    // The holder stands between mkdir and writing its pid, or died there.
    const { mtimeMs } = await stat(folder).catch(() => ({ mtimeMs: Date.now() }));
    return Date.now() - mtimeMs > 10_000;
  }
}

/** Runs `work` while no other process holds `folder`; `onWait` is called once if it has to wait. */
export async function withLock(folder, work, onWait = () => {}) {
  for (let told = false; ; told = true) {
    try {
      await mkdir(folder);
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    if (await abandoned(folder)) {
      await rm(folder, { recursive: true, force: true });
      continue;
    }
    if (!told) onWait();
    await delay(200);
  }
  try {
    await writeFile(join(folder, 'pid'), String(process.pid));
    return await work();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
