import {
  addressRanges,
  certificateFile,
  flag,
  hostsAndPorts,
  milliseconds,
  count,
  mebibytes,
  mongodbUri,
  oneOf,
  port,
  ports,
  privateKeyFile,
  secretFile,
  text,
  topicWord,
} from './kinds.ts';
import { optional, required, requiredSecret, type Setting, type SettingName, withDefault } from './setting.ts';

const common = {
  namespace: withDefault(
    'NEWSFLOW_NAMESPACE',
    topicWord,
    'newsflow',
    'First word of every topic, group and transactional id, so that two installations can share a cluster.',
  ),
  kafkaBrokers: required('NEWSFLOW_KAFKA_BROKERS', hostsAndPorts, 'Kafka brokers to start from.'),
  kafkaTls: withDefault('NEWSFLOW_KAFKA_TLS', flag, 'false', 'Speak TLS to Kafka.'),
  kafkaTlsCa: optional(
    'NEWSFLOW_KAFKA_TLS_CA_FILE',
    certificateFile,
    'The authorities whose certificates Kafka may show, and no others; those that Node knows if left out.',
  ),
  kafkaTlsCertificate: optional(
    'NEWSFLOW_KAFKA_TLS_CERT_FILE',
    certificateFile,
    'Certificate to show to Kafka where it asks for one, first of a chain to its authority.',
  ),
  kafkaTlsKey: optional('NEWSFLOW_KAFKA_TLS_KEY_FILE', privateKeyFile, 'Private key of that certificate.'),
  kafkaSaslMechanism: optional(
    'NEWSFLOW_KAFKA_SASL_MECHANISM',
    oneOf('plain', 'scram-sha-256', 'scram-sha-512'),
    'How to log in to Kafka; no login if left out.',
  ),
  kafkaUsername: optional('NEWSFLOW_KAFKA_USERNAME', text, 'User at Kafka.'),
  kafkaPassword: optional('NEWSFLOW_KAFKA_PASSWORD_FILE', secretFile, 'File that holds the password of that user.'),
  logLevel: withDefault(
    'NEWSFLOW_LOG_LEVEL',
    oneOf('trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'),
    'info',
    'Least severe log line that is written. Normal work is debug.',
  ),
  tracing: withDefault(
    'NEWSFLOW_TRACING',
    flag,
    'false',
    'Send traces by OTLP. Where to and how many say the standard `OTEL_*` variables, see [tracing](tracing.md).',
  ),
  httpHost: withDefault('NEWSFLOW_HTTP_HOST', text, '127.0.0.1', 'Address that health and metrics are served on.'),
  drainLimitMs: withDefault(
    'NEWSFLOW_DRAIN_LIMIT_MS',
    milliseconds(0, 3_600_000),
    '25000',
    'How long a shutdown waits for work in progress.',
  ),
};

const httpPort = (fallback: number) =>
  withDefault(
    'NEWSFLOW_HTTP_PORT',
    port,
    String(fallback),
    'Port of health and metrics; 0 lets the system choose. `bin/newsflow up` and `demo` choose free ones whatever it says.',
  );

const mongodb = {
  mongodbUri: requiredSecret(
    'NEWSFLOW_MONGODB_URI',
    mongodbUri,
    'MongoDB replica set. The database is the one in the path, else it is called as the namespace.',
  ),
};

/** Every setting of every service. A name that is in none of them (nor in {@link otherSettings}) ends a service at its start. */
export const settings = {
  scraper: {
    ...common,
    ...mongodb,
    httpPort: httpPort(8101),
    sources: optional('NEWSFLOW_SOURCES', text, 'YAML file of feeds, sitemaps and pages to watch.'),
    userAgent: withDefault(
      'NEWSFLOW_USER_AGENT',
      text,
      'newsflow/0.1',
      'User-Agent of every fetch; the part before the slash is the name looked for in robots.txt.',
    ),
    defaultDelayMs: withDefault(
      'NEWSFLOW_DEFAULT_DELAY_MS',
      milliseconds(0, 86_400_000),
      '5000',
      'Pause between two fetches from one host where neither robots.txt nor the source says otherwise. A Crawl-delay below 1 s counts as 1 s, or as this if it is shorter.',
    ),
    fetchConcurrency: withDefault(
      'NEWSFLOW_FETCH_CONCURRENCY',
      count(1, 1024),
      '16',
      'Hosts fetched from at the same time; each gets one request at a time.',
    ),
    fetchLimitMs: withDefault(
      'NEWSFLOW_FETCH_LIMIT_MS',
      milliseconds(100, 600_000),
      '30000',
      'Time limit of one request, from the look-up of the name to the last byte.',
    ),
    fetchAttempts: withDefault(
      'NEWSFLOW_FETCH_ATTEMPTS',
      count(1, 20),
      '4',
      'Tries of a fetch that fails in a way that may pass.',
    ),
    fetchRetryMs: withDefault(
      'NEWSFLOW_FETCH_RETRY_MS',
      milliseconds(1, 86_400_000),
      '60000',
      'Pause after the first failure of a fetch; it doubles with each further one.',
    ),
    revisitMinMs: withDefault(
      'NEWSFLOW_REVISIT_MIN_MS',
      milliseconds(100, 31_536_000_000),
      '5400000',
      'Least pause between two visits of a page of a source; the pause shortens with each change (default 90 minutes).',
    ),
    revisitMaxMs: withDefault(
      'NEWSFLOW_REVISIT_MAX_MS',
      milliseconds(100, 31_536_000_000),
      '7776000000',
      'Longest pause between two visits of a page of a source; the pause grows while nothing changes (default 90 days).',
    ),
    addressDelayMs: withDefault(
      'NEWSFLOW_ADDRESS_DELAY_MS',
      milliseconds(0, 3_600_000),
      '50',
      'Least gap between two requests to one IP address, whatever the hosts.',
    ),
    hostLeaseMs: withDefault(
      'NEWSFLOW_HOST_LEASE_MS',
      milliseconds(1000, 3_600_000),
      '30000',
      'After this long another scraper takes over the hosts of a dead one.',
    ),
    fetchAllowCidr: optional(
      'NEWSFLOW_FETCH_ALLOW_CIDR',
      addressRanges,
      'For tests only: ranges that are not public but may be fetched from.',
    ),
    fetchAllowPorts: optional(
      'NEWSFLOW_FETCH_ALLOW_PORTS',
      ports,
      'For tests only: ports besides 80 and 443 that may be fetched from.',
    ),
    fetchDns: optional('NEWSFLOW_FETCH_DNS', hostsAndPorts, 'For tests only: name server to ask.'),
  },
  parser: {
    ...common,
    httpPort: httpPort(8102),
    parserThreads: withDefault(
      'NEWSFLOW_PARSER_THREADS',
      count(0, 256),
      '0',
      'Processes that parse, each one page at a time; 0 is one for each processor.',
    ),
    parseLimitMs: withDefault(
      'NEWSFLOW_PARSE_LIMIT_MS',
      milliseconds(1, 600_000),
      '10000',
      'A page that takes longer is a dead letter.',
    ),
    parseHeapMib: withDefault(
      'NEWSFLOW_PARSE_HEAP_MIB',
      mebibytes(16, 4096),
      '96',
      'Heap of one process that parses; a page that needs more is a dead letter.',
    ),
  },
  store: { ...common, ...mongodb, httpPort: httpPort(8103) },
} as const satisfies Record<string, Readonly<Record<string, Setting<unknown>>>>;

/** Every variable that a setting can be given by. */
export const namesOf = ({ name, orFile }: Setting<unknown>): SettingName[] =>
  orFile === undefined ? [name] : [name, orFile];

export type ServiceName = keyof typeof settings;
type ValuesOf<Group> = {
  readonly [Key in keyof Group]: Group[Key] extends Setting<infer Value> ? Value : never;
};
type CommonSettings = ValuesOf<typeof common & { httpPort: Setting<number> }>;
/** The settings of one service as its code sees them. */
export type SettingsOf<Name extends ServiceName> = CommonSettings & ValuesOf<(typeof settings)[Name]>;
