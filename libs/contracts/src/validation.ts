import { Compile } from 'typebox/compile';
import { events, type EventType } from './events/catalogue.ts';
import { tolerant } from './events/fields.ts';

/** The record is not an event of ours; no retry can mend it. */
export class InvalidEventError extends Error {
  readonly code = 'INVALID_EVENT';
  constructor(
    message: string,
    /** One line for each problem: JSON pointer and what is wrong there. */
    readonly problems: readonly string[] = [],
  ) {
    super(problems.length > 0 ? `${message}: ${problems.slice(0, 5).join('; ')}` : message);
    this.name = 'InvalidEventError';
  }
}

interface Check {
  Check(value: unknown): boolean;
  Errors(value: unknown): Iterable<{ instancePath: string; message: string }>;
}
type Direction = 'write' | 'read';
const compiled = new Map<string, Check>();

/** Writers keep to the schema to the letter; readers accept words that a newer writer added to an enum. */
function check(type: EventType, direction: Direction): Check {
  const key = `${direction} ${type}`;
  let validator = compiled.get(key);
  if (!validator) {
    const { schema } = events[type];
    validator = Compile(direction === 'write' ? schema : tolerant(schema));
    compiled.set(key, validator);
  }
  return validator;
}

/** Throws {@link InvalidEventError} with every problem found. */
export function assertValid(type: EventType, data: unknown, direction: Direction): void {
  const validator = check(type, direction);
  if (validator.Check(data)) return;
  const problems = [...validator.Errors(data)].map(({ instancePath, message }) => `${instancePath || '/'} ${message}`);
  throw new InvalidEventError(`${type} does not match its schema`, problems);
}
