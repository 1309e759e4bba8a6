// Writes what is made from code: docs/events.md, docs/asyncapi.json, docs/settings.md, docs/metrics.md, deploy/kubernetes/overlays/*/generated.
//   node tools/generate.mjs             after a change of libs/contracts, of settings, metrics or an installation.yaml
//   node tools/generate.mjs --release   also freezes today's schemas as the released ones (libs/contracts/released)
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureBuiltOrExit, root } from './ensure-built.mjs';

await ensureBuiltOrExit();
const { asyncApi, events, eventsReference, jsonSchema } = await import('@newsflow/contracts');
const { manifestsOf } = await import('@newsflow/deploy-checks');
const { metricsReference, settingsReference } = await import('@newsflow/runtime');
const json = (value) => `${JSON.stringify(value, null, 2)}\n`;

await mkdir(join(root, 'docs'), { recursive: true });
await writeFile(join(root, 'docs', 'events.md'), eventsReference());
await writeFile(join(root, 'docs', 'asyncapi.json'), json(asyncApi('newsflow')));
await writeFile(join(root, 'docs', 'settings.md'), settingsReference());
await writeFile(join(root, 'docs', 'metrics.md'), metricsReference());
if (process.argv.includes('--release')) {
  const folder = join(root, 'libs', 'contracts', 'released');
  await mkdir(folder, { recursive: true });
  for (const type of Object.keys(events)) await writeFile(join(folder, `${type}.json`), json(jsonSchema(type)));
}

const overlays = join(root, 'deploy', 'kubernetes', 'overlays');
for (const overlay of await readdir(overlays)) {
  const manifests = manifestsOf(await readFile(join(overlays, overlay, 'installation.yaml'), 'utf8'));
  const generated = join(overlays, overlay, 'generated');
  await rm(generated, { recursive: true, force: true });
  await mkdir(generated);
  for (const [file, content] of manifests) await writeFile(join(generated, file), content);
}
