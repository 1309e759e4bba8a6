import { settings } from './catalogue.ts';
import { secretFile } from './kinds.ts';
import { otherSettings } from './other-settings.ts';
import type { Setting } from './setting.ts';

const introduction = `# Settings

Made by \`node tools/generate.mjs\` from \`libs/runtime\`; a test fails when it is out of date. Services read them from the environment; a
missing or unknown \`NEWSFLOW_*\` setting ends the process with all problems listed.
`;

const others = `
## Of the command line and docker-compose.yml

Services know these names and do not read them. An empty variable counts as not set, but \`NEWSFLOW_NAMESPACE\` must not be empty: it is part
of a path. \`bin/newsflow\` also takes \`NEWSFLOW_NAMESPACE\`, \`NEWSFLOW_KAFKA_BROKERS\` and \`NEWSFLOW_MONGODB_URI\` from the table above, and passes
every setting on to the services that \`up\` starts.
`;

const folders = `
What \`up\` keeps for a namespace lies in \`$NEWSFLOW_DATA/<namespace>\`: \`logs/{scraper,parser,store}.log\`, \`supervisor.log\` (the process in the
background that holds all others), \`stack/kafka\` and \`stack/mongodb\` with their data and logs, and the mark \`newsflow-data\`: \`down --purge\` removes no
folder without it.
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
    others,
    '| setting | read by | default | meaning |',
    '|---|---|---|---|',
    ...otherSettings.map(
      ({ name, reader, default: fallback, description }) =>
        `| \`${name}\` | ${reader} | ${fallback} | ${description} |`,
    ),
    folders,
  ].join('\n');
}
