// Who may import whom: docs/architecture.md ("Import rules") as lint configuration.
// An allow list for each kind of project, so that a new dependency is refused until somebody adds it here on purpose.

const nest = ['@nestjs/*', 'rxjs', 'reflect-metadata'];
const telemetry = ['pino', 'pino-pretty', 'prom-client', '@opentelemetry/*'];

/** External packages by project; `node:*` I/O is refused to contract and domain (see `nodeBuiltins`). */
const rules = {
  'libs/contracts': { workspace: [], external: ['typebox', 'typebox/*', 'tldts'] },
  'libs/extraction': {
    workspace: ['contracts'],
    external: [
      'htmlparser2',
      'domhandler',
      'html-encoding-sniffer',
      'jschardet',
      'eld',
      'eld/*',
      'entities',
      'entities/*',
    ],
  },
  'libs/crawling': {
    workspace: ['contracts'],
    external: ['feedsmith', 'saxes', 'htmlparser2', 'ipaddr.js', 'yaml', 'zod'],
  },
  // The rules of crawling are its only domain code: docs/adr/0005-fetching.md.
  'libs/fetching': {
    workspace: ['contracts', 'crawling', 'tracing'],
    external: ['undici', '@newsflow/crawling/parse-discovery'],
  },
  'libs/tracing': { workspace: ['contracts'], external: ['@opentelemetry/api'] },
  'libs/kafka': { workspace: ['contracts', 'tracing'], external: ['kafkajs', 'kafkajs/*'] },
  'libs/messaging': { workspace: ['contracts', 'kafka'], external: nest },
  'libs/runtime': { workspace: ['contracts', 'kafka', 'tracing'], external: [...nest, ...telemetry, 'fastify', 'zod'] },
  'libs/stack': { workspace: ['contracts'], external: ['mongodb', 'dns-packet', 'yaml', 'testcontainers'] },
  'libs/testing': {
    workspace: ['contracts', 'extraction', 'crawling', 'fetching', 'kafka', 'messaging', 'runtime', 'stack'],
    external: ['*'],
  },
  'apps/scraper': {
    workspace: ['contracts', 'crawling', 'fetching', 'kafka', 'messaging', 'runtime', 'tracing'],
    external: [...nest, 'mongoose'],
  },
  'apps/parser': {
    workspace: ['contracts', 'extraction', 'kafka', 'messaging', 'runtime', 'tracing'],
    external: [...nest, '@newsflow/extraction/parser-version'],
  },
  'apps/store': {
    workspace: ['contracts', 'kafka', 'messaging', 'runtime', 'tracing'],
    external: [...nest, 'mongoose'],
  },
  // A program that tests.
  'apps/chaos': { workspace: ['contracts', 'kafka', 'stack', 'testing'], external: ['kafkajs'] },
  'apps/e2e': { workspace: ['contracts', 'kafka', 'stack'], external: ['mongodb'] },
  'deploy/checks': { workspace: ['contracts', 'runtime', 'stack'], external: ['yaml', 'zod'] },
  'apps/cli': {
    workspace: ['contracts', 'crawling', 'extraction', 'fetching', 'kafka', 'stack', 'tracing'],
    external: ['commander', 'mongodb', '@newsflow/runtime/settings'],
  },
};

/** Built-in modules that a pure project may use: no clock, no network, no files. */
const nodeBuiltins = {
  'libs/contracts': ['crypto', 'buffer'],
  'libs/extraction': ['buffer'],
  'libs/crawling': ['buffer'],
};

const escape = (text) => text.replaceAll(/[.\\/]/g, '\\$&').replaceAll('*', '.*');
const any = (list) => list.map(escape).join('|') || '(?!)';

function restricted(project, { workspace, external }, extra) {
  const allowed = [...workspace.map((name) => `@newsflow/${name}`), ...external, ...extra];
  const builtins = nodeBuiltins[project];
  const node = builtins ? `node:(?:${any(builtins)})` : 'node:.*';
  return [
    {
      regex: `^(?!\\.{1,2}/)(?!(?:${any(allowed)}|${node})$)`,
      message: `${project} may not import this: see "Import rules" in docs/architecture.md and tools/boundaries.mjs.`,
    },
    {
      regex: '^\\.{1,2}/(?:.*/)?(?:libs|apps|dist|node_modules)/',
      message: 'Import another project by its package name, never by a path.',
    },
  ];
}

const specExternal = [
  '@jest/globals',
  '@newsflow/testing',
  '@newsflow/stack',
  'mongodb',
  '@asyncapi/parser',
  'eslint',
  'saxes',
];

/** Beside the specs: what only they import. */
const testHelpers = {
  'libs/kafka': ['libs/kafka/src/rig.ts', 'libs/kafka/src/lossy-kafka.ts', 'libs/kafka/src/{pitfalls,port}/*.ts'],
  'libs/messaging': ['libs/messaging/src/rig.ts', 'libs/messaging/src/pitfalls/*.ts'],
};
const testFiles = (project) => [`${project}/**/*.spec.ts`, ...(testHelpers[project] ?? [])];

export default Object.entries(rules).flatMap(([project, rule]) => [
  {
    files: [`${project}/**/*.ts`],
    ignores: testFiles(project),
    rules: { 'no-restricted-imports': ['error', { patterns: restricted(project, rule, []) }] },
  },
  {
    files: testFiles(project),
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: restricted(project, rule, nodeBuiltins[project] ? [...specExternal, 'node:*'] : specExternal),
        },
      ],
    },
  },
]);
