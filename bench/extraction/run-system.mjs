import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * Lets a system read the pages of a manifest in a process of its own.
 *
 * @returns {Promise<{ cost: { pages: number, cpuSeconds: number, p99Ms: number, peakRssMib: number }, pages: Map<string, object> }>}
 */
export async function runSystem({ command: [program, ...args], options }, manifest, output) {
  const { stdout } = await run(program, [...args, manifest, output, ...options], { maxBuffer: 64 * 1024 * 1024 });
  const lines = readFileSync(output, 'utf8').split('\n').filter(Boolean);
  const pages = lines.map((line) => JSON.parse(line)).map((page) => [page.id, page]);
  return { cost: JSON.parse(stdout.trim().split('\n').at(-1)), pages: new Map(pages) };
}
