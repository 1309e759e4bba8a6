export interface BatchLine {
  readonly id: string;
  readonly path: string;
  readonly url?: string;
}

/** A line that is no request. `id` is what could be read of it, for the answer. */
export class InvalidLineError extends Error {
  constructor(
    readonly id: string | null,
    message: string,
  ) {
    super(message);
    this.name = 'InvalidLineError';
  }
}

/** @param number of the line, from 1. Throws {@link InvalidLineError}. */
export function readBatchLine(line: string, number: number): BatchLine {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    value = undefined;
  }
  const { id, path, url } = (value ?? {}) as Record<string, unknown>;
  const known = typeof id === 'string' ? id : null;
  if (known === null || typeof path !== 'string' || path === '')
    throw new InvalidLineError(known, `line ${number} is not {"id","path","url"}: ${line.slice(0, 80)}`);
  if (url !== undefined && url !== null && typeof url !== 'string')
    throw new InvalidLineError(known, `line ${number}: "url" must be a text, not ${JSON.stringify(url).slice(0, 80)}`);
  return { id: known, path, ...(url ? { url } : {}) };
}
