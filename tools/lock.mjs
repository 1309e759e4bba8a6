// A lock between processes that one of them can lose by dying: a folder that names its holder.
import { mkdir, readFile, rm, rmdir, stat, writeFile } from 'node:fs/promises';
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

/** When a process began, by the system's count: tells it from a later one of the same number. Empty where the system does not say. */
async function startOf(pid) {
  const line = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return line.slice(line.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}

const olderThan = async (ms, folder) => {
  const { mtimeMs } = await stat(folder).catch(() => ({ mtimeMs: Date.now() }));
  return Date.now() - mtimeMs > ms;
};

async function abandoned(folder) {
  try {
    const [, pid, start] = /^(\d+) (\d*)$/.exec(await readFile(join(folder, 'pid'), 'utf8'));
    return !alive(Number(pid)) || start !== (await startOf(pid));
  } catch {
    // The holder stands between mkdir and the end of writing its pid, or died there.
    return await olderThan(10_000, folder);
  }
}

/** Only one process at a time looks and removes: a second one would remove what a third has taken since it looked. */
async function removeIfAbandoned(folder) {
  const removing = `${folder}.removing`;
  try {
    await mkdir(removing);
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (await olderThan(10_000, removing)) await rmdir(removing).catch(() => {});
    return;
  }
  try {
    if (await abandoned(folder)) await rm(folder, { recursive: true, force: true });
  } finally {
    await rmdir(removing);
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
      await removeIfAbandoned(folder);
      await delay(10);
      continue;
    }
    if (!told) onWait();
    await delay(200);
  }
  try {
    await writeFile(join(folder, 'pid'), `${process.pid} ${await startOf(process.pid)}`);
    return await work();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
