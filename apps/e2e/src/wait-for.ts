import { setTimeout as delay } from 'node:timers/promises';

const limitMs = 120_000;
const pollMs = 100;

/** Asks again and again until the condition holds; fails after two minutes. */
export async function waitFor(what: string, condition: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + limitMs;
  while (!(await condition())) {
    await delay(pollMs);
    if (Date.now() > deadline) throw new Error(`waited two minutes for ${what}`);
  }
}
