import { type AddressRange, parseAddressRanges } from '@newsflow/crawling';
import { CliError, exitCode } from '../exit.ts';

/** How the commands fetch; the settings are the scraper's own (docs/settings.md). */
export interface FetchSettings {
  readonly userAgent: string;
  readonly defaultDelayMs: number;
  readonly limitMs: number;
  readonly allowedRanges: readonly AddressRange[];
  readonly allowedPorts: readonly number[];
  readonly dns: readonly string[];
}

/** A command waits for every request: it asks for less patience than the service where the site itself wants no other pause. */
const defaultDelayMs = 1000;

/** Throws with exit code 2 and every problem. */
export function fetchSettings(env: NodeJS.ProcessEnv): FetchSettings {
  const problems: string[] = [];
  const list = (name: string): string[] => (env[name] ?? '').split(',').flatMap((item) => item.trim() || []);
  const number = (name: string, text: string): number => {
    if (!/^\d{1,9}$/.test(text)) problems.push(`${name} must be a whole number, not ${JSON.stringify(text)}`);
    return Number(text);
  };
  let allowedRanges: readonly AddressRange[] = [];
  try {
    allowedRanges = parseAddressRanges(list('NEWSFLOW_FETCH_ALLOW_CIDR'));
  } catch (error) {
    problems.push(`NEWSFLOW_FETCH_ALLOW_CIDR: ${(error as Error).message}`);
  }
  const settings = {
    userAgent: env['NEWSFLOW_USER_AGENT'] ?? 'newsflow/0.1',
    defaultDelayMs: number('NEWSFLOW_DEFAULT_DELAY_MS', env['NEWSFLOW_DEFAULT_DELAY_MS'] ?? String(defaultDelayMs)),
    limitMs: number('NEWSFLOW_FETCH_LIMIT_MS', env['NEWSFLOW_FETCH_LIMIT_MS'] ?? '30000'),
    allowedRanges,
    allowedPorts: list('NEWSFLOW_FETCH_ALLOW_PORTS').map((port) => number('NEWSFLOW_FETCH_ALLOW_PORTS', port)),
    dns: list('NEWSFLOW_FETCH_DNS'),
  };
  if (problems.length > 0) throw new CliError(exitCode.usage, problems.join('\n'));
  return settings;
}
