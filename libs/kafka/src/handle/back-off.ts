import { setTimeout as wait } from 'node:timers/promises';
import type { BackOff } from '../consume/options.ts';

/** Doubles from the first wait to the longest; `tries` counts from 1. */
export const backOffMs = ({ initialMs, maxMs }: BackOff, tries: number): number =>
  Math.min(initialMs * 2 ** (tries - 1), maxMs);

/** False when the signal ended the wait. */
export async function waited(ms: number, signal: AbortSignal): Promise<boolean> {
  try {
    await wait(ms, undefined, { signal });
    return true;
  } catch {
    return false;
  }
}
