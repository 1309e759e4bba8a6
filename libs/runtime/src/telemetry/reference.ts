import { createMetrics } from './metrics.ts';

const introduction = `# Metrics

Made by \`node tools/generate.mjs\` from \`libs/runtime\`; a test fails when it is out of date. Every service serves them at \`/metrics\`, with those of
Node and the process besides (\`nodejs_*\`, \`process_*\`). What to alert on: [operations](operations.md#watch).

| metric | type | labels | meaning |
|---|---|---|---|`;

/** As prom-client has them: its types leave the labels out. */
interface Described {
  readonly name: string;
  readonly help: string;
  readonly type: string;
  readonly labelNames: readonly string[];
}

/** `docs/metrics.md`: the table of all metrics. */
export function metricsReference(): string {
  const metrics = createMetrics().registry.getMetricsAsArray() as unknown as Described[];
  const rows = metrics
    .filter(({ name }) => name.startsWith('newsflow_'))
    .map(({ name, type, labelNames, help }) => `| \`${name}\` | ${type} | ${labelNames.join(', ')} | ${help} |`);
  return `${[introduction, ...rows].join('\n')}\n`;
}
