import { readSetting, type Setting } from '@newsflow/runtime/settings';
import { CliError, exitCode } from './exit.ts';

/** A setting of the services that the commands go by too; empty counts as not set. Throws with exit code 2. */
export function given<T>(
  { name, orFile, kind, description }: Setting<T>,
  env: NodeJS.ProcessEnv = process.env,
): T | undefined {
  // As an operator gave it, without what a service would take in its place.
  const bare = { name, kind, description, required: false, ...(orFile !== undefined && { orFile }) };
  const read = readSetting<T>(bare, env);
  if ('problem' in read) throw new CliError(exitCode.usage, read.problem);
  return read.value;
}
