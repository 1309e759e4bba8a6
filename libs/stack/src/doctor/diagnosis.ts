import { reasonOf } from '../reason-of.ts';
import { StackError } from '../stack-error.ts';

/** One line of `bin/newsflow doctor`. */
export interface Diagnosis {
  name: string;
  /** False only when something that this machine needs is missing. */
  ok: boolean;
  /** What was found. */
  detail: string;
  /** What to do about it, when not ok. */
  remedy?: string;
}

/** The answer of a check that resolves with what it found. */
export async function diagnosisOf(name: string, check: () => Promise<string>): Promise<Diagnosis> {
  try {
    return { name, ok: true, detail: await check() };
  } catch (error) {
    const remedy = error instanceof StackError ? error.remedy : undefined;
    const detail = error instanceof StackError ? error.problem : reasonOf(error);
    return { name, ok: false, detail, ...(remedy === undefined ? {} : { remedy }) };
  }
}
