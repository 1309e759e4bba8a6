import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { namesOf, settings } from './catalogue.ts';
import { otherSettings } from './other-settings.ts';
import { settingsReference } from './reference.ts';
import type { Setting } from './setting.ts';

it('documents every setting once', () => {
  const lines = settingsReference().split('\n');
  const names = new Set(
    Object.values(settings).flatMap((group) => Object.values<Setting<unknown>>(group).flatMap(namesOf)),
  );
  for (const { name } of otherSettings) names.add(name);
  for (const name of names) expect(lines.filter((line) => line.startsWith(`| \`${name}\` |`))).toHaveLength(1);
});

it('says which service has which default of the port', () => {
  expect(settingsReference()).toContain('| 8101, 8102, 8103 |');
});

it('docs/settings.md is what the catalogue says today (else run: node tools/generate.mjs)', () => {
  expect(readFileSync(new URL('../../../../docs/settings.md', import.meta.url), 'utf8')).toBe(settingsReference());
});
