import { settings } from './catalogue.ts';
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
  const rows = [...users.values()].map(({ setting, services, defaults }) => {
    const used = services.length === Object.keys(settings).length ? 'all' : services.join(', ');
    return `| \`${setting.name}\` | ${used} | ${setting.kind.expects} | ${[...defaults].join(', ')} | ${setting.description} |`;
  });
  return [
    introduction,
    '| setting | services | value | default | meaning |',
    '|---|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}
