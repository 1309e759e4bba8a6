import { createHash } from 'node:crypto';
import { connect, createServer, type Server, type Socket } from 'node:net';

/**
 * Runs `work` while no other process of this machine runs it for the same `key`; the others wait.
 *
 * The lock is a listening socket in Linux's abstract namespace: the kernel frees the name the moment its holder dies, by
 * whatever signal, so that there is no stale lock to detect. Those who wait hold a connection and are woken by its end.
 * Other systems have no such names: there nobody is held back.
 */
export async function asSoleWorker<T>(key: string, onWait: () => void, work: () => Promise<T>): Promise<T> {
  if (process.platform !== 'linux') return await work();
  const address = `\0newsflow-${createHash('sha256').update(key).digest('hex').slice(0, 32)}`;
  let told = false;
  let lock: Lock | null;
  while ((lock = await tryLock(address)) === null) {
    if (!told) onWait();
    told = true;
    await endOfHolder(address);
  }
  try {
    return await work();
  } finally {
    await lock.release();
  }
}

interface Lock {
  release(): Promise<void>;
}

function tryLock(address: string): Promise<Lock | null> {
  const waiting = new Set<Socket>();
  return new Promise((resolve, reject) => {
    const server: Server = createServer((socket) => {
      waiting.add(socket);
      socket.on('error', () => socket.destroy()).on('close', () => waiting.delete(socket));
    });
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(null);
      else reject(error);
    });
    server.listen(address, () => {
      resolve({
        release: () =>
          new Promise((released) => {
            server.close(() => {
              released();
            });
            for (const socket of waiting) socket.destroy();
          }),
      });
    });
  });
}

function endOfHolder(address: string): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(address);
    socket.resume();
    socket
      .on('error', () => socket.destroy())
      .on('close', () => {
        resolve();
      });
  });
}
