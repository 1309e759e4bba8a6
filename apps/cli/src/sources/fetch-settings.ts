import { type AddressRange, parseAddressRanges } from '@newsflow/crawling';
import { type Setting, settings } from '@newsflow/runtime/settings';
import { given } from '../given.ts';

/** How the commands fetch; the settings are the scraper's own. */
export interface FetchSettings {
  readonly userAgent: string;
  readonly defaultDelayMs: number;
  readonly limitMs: number;
  readonly allowedRanges: readonly AddressRange[];
  readonly allowedPorts: readonly number[];
  readonly dns: readonly string[];
}

/** A command waits for every request: unless told otherwise it is less patient than the service. Robots.txt may still ask for more. */
const defaultDelayMs = 1000;

/** Throws with exit code 2 for a setting that is none. */
export function fetchSettings(env: NodeJS.ProcessEnv): FetchSettings {
  const { scraper } = settings;
  const orDefault = <T>(setting: Setting<T>): T =>
    given(setting, env) ?? setting.kind.schema.parse(setting.default ?? '');
  return {
    userAgent: orDefault(scraper.userAgent),
    defaultDelayMs: given(scraper.defaultDelayMs, env) ?? defaultDelayMs,
    limitMs: orDefault(scraper.fetchLimitMs),
    allowedRanges: parseAddressRanges(given(scraper.fetchAllowCidr, env) ?? []),
    allowedPorts: (given(scraper.fetchAllowPorts, env) ?? []).map(Number),
    dns: given(scraper.fetchDns, env) ?? [],
  };
}
