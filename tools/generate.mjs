// Writes the documents that are made from code: docs/events.md, docs/asyncapi.json, docs/settings.md.
//   node tools/generate.mjs             after a change of libs/contracts or of the settings
//   node tools/generate.mjs --release   also freezes today's schemas as the released ones (libs/contracts/released)
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureBuiltOrExit, root } from './ensure-built.mjs';

await ensureBuiltOrExit();
const { asyncApi, events, eventsReference, jsonSchema } = await import('@newsflow/contracts');
const { settingsReference } = await import('@newsflow/runtime');
const json = (value) => `${JSON.stringify(value, null, 2)}\n`;

await mkdir(join(root, 'docs'), { recursive: true });
await writeFile(join(root, 'docs', 'events.md'), eventsReference());
await writeFile(join(root, 'docs', 'asyncapi.json'), json(asyncApi('newsflow')));
await writeFile(join(root, 'docs', 'settings.md'), settingsReference());
if (process.argv.includes('--release')) {
  const folder = join(root, 'libs', 'contracts', 'released');
  await mkdir(folder, { recursive: true });
  for (const type of Object.keys(events)) await writeFile(join(folder, `${type}.json`), json(jsonSchema(type)));
}
