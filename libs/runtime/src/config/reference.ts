import { settings } from './catalogue.ts';
import type { Setting } from './setting.ts';

/** The table of all settings for the documentation (Markdown). */
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
  return ['| setting | services | value | default | meaning |', '|---|---|---|---|---|', ...rows, ''].join('\n');
}
