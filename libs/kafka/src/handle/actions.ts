import { InvalidEventError } from '@newsflow/contracts';
import { FatalError, PoisonError, TransientError, UnavailableError } from '../errors.ts';

/** What the consumer does after a failure. */
export type Action = 'retry' | 'dead-letter' | 'pause' | 'die';

/** The one place that says which error leads to what. */
const table: readonly (readonly [abstract new (...args: never[]) => Error, Action])[] = [
  [TransientError, 'retry'],
  [PoisonError, 'dead-letter'],
  [InvalidEventError, 'dead-letter'],
  [UnavailableError, 'pause'],
  [FatalError, 'die'],
];
/** Bounded, as every retry: an unknown error ends as a dead letter. */
const unknown: Action = 'retry';

export const actionFor = (error: unknown): Action => table.find(([type]) => error instanceof type)?.[1] ?? unknown;

/** A stable word for headers and metric labels: our code, a system's (`ECONNRESET`), else the error's name. */
export function errorCode(error: unknown): string {
  if (!(error instanceof Error)) return 'UNKNOWN';
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && code !== '' ? code : error.name;
}
