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

const isListOrAbsent = (value: unknown): boolean => value === undefined || Array.isArray(value);

function asResult(topic: string, value: unknown): HandlerResult {
  const { outputs, failures } = value as { outputs?: unknown; failures?: unknown };
  if (typeof value === 'object' && isListOrAbsent(outputs) && isListOrAbsent(failures)) return value as HandlerResult;
  throw new FatalError('BAD_HANDLER_RESULT', `The handler of ${topic} gave something that is not a HandlerResult`);
}
