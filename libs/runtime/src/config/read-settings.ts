import { namesOf, type ServiceName, settings, type SettingsOf } from './catalogue.ts';
import { didYouMean } from './did-you-mean.ts';
import { kafkaProblems } from './kafka-connection.ts';
import { secretFile } from './kinds.ts';
import { otherSettings } from './other-settings.ts';
import type { Setting } from './setting.ts';

/** The environment does not fit the settings of a service. */
export class ConfigurationError extends Error {
  constructor(
    /** One line each; no values, which may be secrets. */
    readonly problems: readonly string[],
  ) {
    super(problems.join('\n'));
    this.name = 'ConfigurationError';
  }
}

export type Environment = Readonly<Record<string, string | undefined>>;

const knownNames: readonly string[] = [
  ...new Set([
    ...Object.values(settings).flatMap((group) => Object.values<Setting<unknown>>(group).flatMap(namesOf)),
    ...otherSettings.map(({ name }) => name),
  ]),
];

function unknownNames(environment: Environment): string[] {
  return Object.keys(environment)
    .filter((name) => name.startsWith('NEWSFLOW_') && !knownNames.includes(name))
    .map((name) => {
      const meant = didYouMean(name, knownNames);
      return `${name} is not a setting of newsflow${meant === undefined ? '' : `; did you mean ${meant}?`}`;
    });
}

const isFailure = (read: object): read is { problem: string } => 'problem' in read;

/** What was written for a setting: in the variable itself, or in the file that another one names. */
function written(
  { name, orFile }: Setting<unknown>,
  environment: Environment,
): { text?: string } | { problem: string } {
  const text = environment[name] || undefined;
  const path = orFile === undefined ? undefined : environment[orFile] || undefined;
  if (orFile === undefined || path === undefined) return text === undefined ? {} : { text };
  if (text !== undefined) return { problem: `${name} and ${orFile} are both set: leave one of them out` };
  const file = secretFile.schema.safeParse(path);
  return file.success ? { text: file.data } : { problem: `${orFile} must be ${secretFile.expects}` };
}

/** The value, none where it may be left out and is, or what is wrong with it. */
export function readSetting<T>(setting: Setting<T>, environment: Environment): { value?: T } | { problem: string } {
  const { name, orFile, kind, required, default: fallback, description } = setting;
  const found = written(setting, environment);
  if (isFailure(found)) return found;
  const source = found.text ?? fallback;
  if (source === undefined)
    return required ? { problem: `${namesOf(setting).join(' or ')} is missing: ${description}` } : {};
  const read = kind.schema.safeParse(source);
  if (read.success) return { value: read.data };
  const fromFile = orFile !== undefined && !environment[name];
  return { problem: fromFile ? `The file of ${orFile} must hold ${kind.expects}` : `${name} must be ${kind.expects}` };
}

/**
 * The settings of one service from the environment. An empty variable counts as not set.
 * Throws {@link ConfigurationError} with every problem at once.
 */
export function readSettings<Name extends ServiceName>(service: Name, environment: Environment): SettingsOf<Name> {
  const problems = unknownNames(environment);
  const values: Record<string, unknown> = {};
  for (const [key, setting] of Object.entries<Setting<unknown>>(settings[service])) {
    const read = readSetting(setting, environment);
    if (isFailure(read)) problems.push(read.problem);
    else if (read.value !== undefined) values[key] = read.value;
  }
  problems.push(
    ...kafkaProblems(values).filter((line) => !problems.some((other) => other.split(' ')[0] === line.split(' ')[0])),
  );
  if (problems.length > 0) throw new ConfigurationError(problems);
  return values as SettingsOf<Name>;
}
