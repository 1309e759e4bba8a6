import { InvalidUrlError, normalizeUrl } from '@newsflow/contracts';
import { CliError, exitCode } from '../exit.ts';

/** Throws with exit code 2 for text that is no http(s) address. */
export function checkedUrl(text: string): string {
  try {
    normalizeUrl(text);
  } catch (error) {
    if (error instanceof InvalidUrlError) throw new CliError(exitCode.usage, error.message, { cause: error });
    throw error;
  }
  return text;
}
