import { dockerVersion } from './docker/engine.ts';
import type { Cache } from './runtimes/cache.ts';
import { requirePlatform, requireTools, type WantedParts } from './runtimes/missing-tools.ts';
import { type ProvisionError, StackError } from './stack-error.ts';

/** Where parts of a stack's own come from. */
export type OwnSource = 'embedded' | 'docker';

/**
 * `NEWSFLOW_STACK` if set, else processes where this machine can have them, else containers where a Docker engine answers.
 *
 * @throws StackError `bad-setting`
 * @throws ProvisionError what is missing for processes, where no engine answers either
 */
export async function chooseSource(wanted: WantedParts, cache: Cache, env: NodeJS.ProcessEnv): Promise<OwnSource> {
  const asked = sourceSetting(env);
  if (asked === 'docker') return 'docker';
  try {
    requirePlatform(process.platform, process.arch);
    await requireTools(wanted, cache, env);
    return 'embedded';
  } catch (error) {
    if (asked === null && (await dockerVersion()) !== null) return 'docker';
    throw error as ProvisionError;
  }
}

/** null: not set. @throws StackError `bad-setting` */
export function sourceSetting(env: NodeJS.ProcessEnv): OwnSource | null {
  const value = (env['NEWSFLOW_STACK'] ?? '').trim();
  if (value === '') return null;
  if (value === 'embedded' || value === 'docker') return value;
  throw new StackError('bad-setting', `NEWSFLOW_STACK=${value} is neither embedded nor docker`, {
    remedy: 'correct it, or unset it to use what this machine has',
  });
}
