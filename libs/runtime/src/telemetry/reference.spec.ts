import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { createMetrics } from './metrics.ts';
import { metricsReference } from './reference.ts';

it('documents every metric once, with its labels', async () => {
  const names = (await createMetrics().registry.getMetricsAsJSON())
    .map(({ name }) => name)
    .filter((name) => name.startsWith('newsflow_'));
  const lines = metricsReference().split('\n');
  for (const name of names) expect(lines.filter((line) => line.startsWith(`| \`${name}\` |`))).toHaveLength(1);
  expect(lines).toContainEqual(
    expect.stringMatching(/^\| `newsflow_dead_letters_total` \| counter \| group, reason \|/),
  );
});

it('docs/metrics.md is what the code says today (else run: node tools/generate.mjs)', () => {
  expect(readFileSync(new URL('../../../../docs/metrics.md', import.meta.url), 'utf8')).toBe(metricsReference());
});
