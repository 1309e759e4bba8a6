// The loop that every system of the benchmark written in JavaScript runs in, in a process of its own.
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';

/** Pages that are read once before anything is measured. */
const warmUpPages = 60;
const cpuMs = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/**
 * Reads all pages of a manifest (lines of id, path, url) and writes a line for each. Prints what it cost: the CPU time (user and
 * system, all threads) of reading, not of start, warm-up, files or output.
 *
 * @param {(page: { id: string, url: string, fold: number }, bytes: Buffer) => unknown} readPage gives the object of one page
 */
export async function measuredLoop(manifest, output, readPage) {
  const pages = readFileSync(manifest, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  const attempt = async (page, bytes) => {
    try {
      return await readPage(page, bytes);
    } catch (error) {
      return { error: String(error) };
    }
  };
  for (const page of pages.slice(0, warmUpPages)) await attempt(page, readFileSync(page.path));
  const out = openSync(output, 'w');
  const times = [];
  for (const page of pages) {
    const bytes = readFileSync(page.path);
    const begun = cpuMs();
    const result = await attempt(page, bytes);
    times.push(cpuMs() - begun);
    writeSync(out, `${JSON.stringify({ ...result, id: page.id })}\n`);
  }
  closeSync(out);
  times.sort((a, b) => a - b);
  console.log(
    JSON.stringify({
      pages: pages.length,
      cpuSeconds: times.reduce((sum, time) => sum + time, 0) / 1000,
      p99Ms: times[Math.ceil(times.length * 0.99) - 1],
      peakRssMib: process.resourceUsage().maxRSS / 1024,
    }),
  );
}
