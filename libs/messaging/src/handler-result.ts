import { FatalError, type HandlerResult } from '@newsflow/kafka';
import { isObservable, lastValueFrom, toArray } from 'rxjs';

/** Waits for the end of whatever a Nest handler gave: a value, a promise, an observable, with any number of results. */
export async function handlerResult(topic: string, given: unknown): Promise<HandlerResult> {
  const awaited = await given;
  const values: unknown[] = isObservable(awaited) ? await lastValueFrom(awaited.pipe(toArray())) : [awaited];
  const results = values
    .filter((value) => value !== undefined && value !== null)
    .map((value) => asResult(topic, value));
  return {
    outputs: results.flatMap(({ outputs }) => outputs ?? []),
    failures: results.flatMap(({ failures }) => failures ?? []),
  };
}

const keys: ReadonlySet<string> = new Set<keyof HandlerResult>(['outputs', 'failures']);

/** What has other keys was meant to say something that would be lost. */
const isResult = (value: unknown): value is HandlerResult =>
  typeof value === 'object' &&
  value !== null &&
  !(Symbol.iterator in value) &&
  Object.entries(value).every(([key, list]) => keys.has(key) && (list === undefined || Array.isArray(list)));

function asResult(topic: string, value: unknown): HandlerResult {
  if (isResult(value)) return value;
  throw new FatalError('BAD_HANDLER_RESULT', `The handler of ${topic} gave something that is not a HandlerResult`);
}
