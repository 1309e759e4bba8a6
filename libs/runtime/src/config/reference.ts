import { settings } from './catalogue.ts';
import { secretFile } from './kinds.ts';
import type { Setting } from './setting.ts';

const introduction = `# Settings

Made by \`node tools/generate.mjs\` from \`libs/runtime\`; a test fails when it is out of date. Services read them from the environment; a
missing or unknown \`NEWSFLOW_*\` setting ends the process with all problems listed.
`;

/** `docs/settings.md`: the table of all settings. */
export function settingsReference(): string {
  const users = new Map<string, { setting: Setting<unknown>; services: string[]; defaults: Set<string> }>();
  for (const [service, group] of Object.entries(settings)) {
    for (const setting of Object.values(group)) {
      const entry = users.get(setting.name) ?? { setting, services: [], defaults: new Set<string>() };
      entry.services.push(service);
      entry.defaults.add(setting.default ?? (setting.required ? 'required' : ''));
      users.set(setting.name, entry);
    }
  }
  const rows = [...users.values()].flatMap(({ setting, services, defaults }) => {
    const { name, orFile, kind, description } = setting;
    const used = services.length === Object.keys(settings).length ? 'all' : services.join(', ');
    const row = `| \`${name}\` | ${used} | ${kind.expects} | ${[...defaults].join(', ')} | ${description} |`;
    const inFile = `Instead of \`${name}\`: file that holds it, since a password is part of it.`;
    return orFile === undefined ? [row] : [row, `| \`${orFile}\` | ${used} | ${secretFile.expects} |  | ${inFile} |`];
  });
  return [
    introduction,
    '| setting | services | value | default | meaning |',
    '|---|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}
