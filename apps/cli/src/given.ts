import type { Setting } from '@newsflow/runtime/settings';
import { CliError, exitCode } from './exit.ts';

/** A setting of the services that the commands go by too; empty counts as not set. Throws with exit code 2. */
export function given<T>({ name, kind }: Setting<T>, env: NodeJS.ProcessEnv = process.env): T | undefined {
  const text = env[name];
  if (!text) return undefined;
  const read = kind.schema.safeParse(text);
  // Not the value: it may hold a password.
  if (!read.success) throw new CliError(exitCode.usage, `${name} must be ${kind.expects}`);
  return read.data;
}
