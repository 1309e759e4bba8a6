import { setTimeout as delay } from 'node:timers/promises';

const pollMs = 100;

/** Asks again and again until the condition holds; fails after two minutes, or the limit given. */
export async function waitFor(what: string, condition: () => Promise<boolean>, limitMs = 120_000): Promise<void> {
  const deadline = Date.now() + limitMs;
  while (!(await condition())) {
    await delay(pollMs);
    if (Date.now() > deadline) throw new Error(`waited ${limitMs / 1000} s for ${what}`);
  }
}
