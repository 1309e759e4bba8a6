/** The result of what cannot be given up, or the reason of `signal` as soon as that is aborted: then nobody waits any longer. */
export function orAborted<T>(running: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => {
      reject(signal.reason as Error);
    };
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    const ended = (): void => {
      signal.removeEventListener('abort', abort);
    };
    running.then(resolve, reject).finally(ended);
  });
}
