import type { Settings } from './client.ts';

/**
 * Nothing would change by them: the first two say which installation is meant, so they are those of what runs however they are
 * written, and each service has a free port whatever is asked for.
 */
const withoutEffect = ['NEWSFLOW_DATA', 'NEWSFLOW_NAMESPACE', 'NEWSFLOW_HTTP_PORT'];

/**
 * Names of the given settings that what runs was started without, or with other values; an empty one counts as not given.
 * @param applied null: nothing has been started
 */
export const ignoredSettings = (given: Settings, applied: Settings | null): string[] =>
  Object.keys(given)
    .filter((name) => applied && given[name] && given[name] !== applied[name] && !withoutEffect.includes(name))
    .sort();
