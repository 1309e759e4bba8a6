import { otherNames, type ServiceName, settings, type SettingsOf } from './catalogue.ts';
import { didYouMean } from './did-you-mean.ts';
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

const knownNames = [
  ...new Set([
    ...Object.values(settings).flatMap((group) => Object.values(group).map(({ name }) => name)),
    ...otherNames,
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

/** SASL needs a name and a password; one without the other would fail later, at the first connection. */
function saslProblems(values: Readonly<Record<string, unknown>>): string[] {
  if (values['kafkaSaslMechanism'] === undefined) return [];
  const missing = [
    ['kafkaUsername', 'NEWSFLOW_KAFKA_USERNAME'],
    ['kafkaPassword', 'NEWSFLOW_KAFKA_PASSWORD_FILE'],
  ] as const;
  return missing
    .filter(([key]) => values[key] === undefined)
    .map(([, name]) => `${name} is missing: NEWSFLOW_KAFKA_SASL_MECHANISM is set`);
}

/**
 * The settings of one service from the environment. An empty variable counts as not set.
 * Throws {@link ConfigurationError} with every problem at once.
 */
export function readSettings<Name extends ServiceName>(service: Name, environment: Environment): SettingsOf<Name> {
  const problems = unknownNames(environment);
  const values: Record<string, unknown> = {};
  const declared: Readonly<Record<string, Setting<unknown>>> = settings[service];
  for (const [key, { name, kind, required, default: fallback, description }] of Object.entries(declared)) {
    const written = environment[name] === '' ? undefined : environment[name];
    const source = written ?? fallback;
    if (source === undefined) {
      if (required) problems.push(`${name} is missing: ${description}`);
      continue;
    }
    const read = kind.schema.safeParse(source);
    if (read.success) values[key] = read.data;
    else problems.push(`${name} must be ${kind.expects}`);
  }
  problems.push(
    ...saslProblems(values).filter((line) => !problems.some((other) => other.split(' ')[0] === line.split(' ')[0])),
  );
  if (problems.length > 0) throw new ConfigurationError(problems);
  return values as SettingsOf<Name>;
}
