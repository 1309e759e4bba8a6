import type { Discovery } from '@newsflow/crawling';
import type { DiscoveryKind } from '@newsflow/crawling/parse-discovery';
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { deserialize, serialize } from 'node:v8';
import { contentCodings } from '../body.ts';
import { FetchFailure } from '../fetch-failure.ts';
import { header, type HttpAnswer } from '../http-client.ts';
import type { DiscoveryAnswer, DiscoveryTask } from './discovery-task.ts';

const mebibyte = 1024 ** 2;

/** Of one feed or sitemap and of the process that reads it; docs/operations.md says what they add up to. */
const defaults = {
  /** Without its codings. sitemaps.org allows 50 MiB; 50,000 entries with an address and a date take 5 to 10. */
  inflatedBytes: 16 * mebibyte,
  heapMib: 96,
  timeMs: 10_000,
  /** Of what it names, serialized: the caller has to hold it in memory. */
  namedBytes: 16 * mebibyte,
};

// The built service runs the .js; from the sources (in tests) Node strips the types of the .ts.
const processFile = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? './discovery-process.ts' : './discovery-process.js', import.meta.url),
);

/**
 * What a fetched feed or sitemap names. It is read in a process of its own (docs/adr/0006-worker-processes.md): a hostile one of 8 MiB
 * takes a parser a minute or hundreds of MiB, which would stop the heartbeats of a service or end it. How many are read at a time is the caller's to say.
 * Throws {@link FetchFailure} where it cannot be read, or the reason of `signal`.
 */
export async function readDiscovery(
  kind: DiscoveryKind,
  answer: HttpAnswer,
  signal: AbortSignal,
  limits: Partial<typeof defaults> = {},
): Promise<Discovery> {
  signal.throwIfAborted();
  const { inflatedBytes, ...processLimits } = { ...defaults, ...limits };
  const codings = contentCodings(header(answer, 'content-encoding'));
  const { wire, url } = answer;
  const task = { kind, wire, codings, url, contentType: header(answer, 'content-type'), limitBytes: inflatedBytes };
  const result = await inProcess(task, signal, processLimits);
  if ('discovery' in result) return result.discovery;
  throw new FetchFailure(result.failure.outcome, result.failure.reason);
}

type ProcessLimits = Omit<typeof defaults, 'inflatedBytes'>;

function inProcess(task: DiscoveryTask, signal: AbortSignal, limits: ProcessLimits): Promise<DiscoveryAnswer> {
  const { heapMib, timeMs: timeout, namedBytes: maxBuffer } = limits;
  return new Promise((resolve, reject) => {
    const child = execFile(
      process.execPath,
      [`--max-old-space-size=${heapMib}`, '--max-semi-space-size=2', processFile],
      // It reads what strangers wrote: no secret of the service, nor its options for Node.
      { env: {}, encoding: 'buffer', timeout, maxBuffer, killSignal: 'SIGKILL', signal },
      (error, stdout, stderr) => {
        if (signal.aborted) reject(signal.reason as Error);
        else if (error) reject(failureOf(error, stderr.toString(), limits));
        else resolve(deserialize(stdout) as DiscoveryAnswer);
      },
    );
    // When it cannot be written to, the end of the process tells why.
    child.stdin?.on('error', () => undefined).end(serialize(task));
  });
}

function failureOf(error: Error, lastWords: string, { heapMib, timeMs, namedBytes }: ProcessLimits): FetchFailure {
  const { code, killed } = error as { code?: unknown; killed?: boolean };
  if (code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER') return new FetchFailure('too-large', `named-over: ${namedBytes}`);
  if (killed === true) return new FetchFailure('failed', `reading-over: ${timeMs} ms`);
  if (/heap limit|out of memory/i.test(lastWords)) return new FetchFailure('too-large', `heap-over: ${heapMib} MiB`);
  return new FetchFailure('failed', 'reader-ended', { retry: true, cause: error });
}
