// newsflow's extraction as one of the systems: everything that a page gives, articles, quotations and market rows.
//   read-by-newsflow.mjs MANIFEST OUTPUT [FOLD-MODELS]
import { basename, join } from 'node:path';
import { readFileSync } from 'node:fs';
import { pageId } from '@newsflow/contracts';
import { modelsOf, parsePage, shippedModels } from '@newsflow/extraction/development';
import { folds } from '../../training/development-data.mjs';
import { measuredLoop } from './measured-loop.mjs';

const [manifest, output, foldModels] = process.argv.slice(2);
const fold = (number) => modelsOf(JSON.parse(readFileSync(join(foldModels, `fold-${number}.json`), 'utf8')));
const models = foldModels === undefined ? null : Array.from({ length: folds }, (_, number) => fold(number));

await measuredLoop(manifest, output, (page, bytes) => {
  // Some saved pages came without their address, or with a misspelt one: read as by `newsflow parse`.
  const url = /^https?:\/\//.test(page.url) ? page.url : `http://file.invalid/${basename(page.path)}`;
  const input = {
    bytes,
    contentType: page.path.endsWith('.txt') ? 'text/plain' : 'text/html',
    url,
    pageId: pageId(url),
    version: 1,
    rights: { robots: [] },
  };
  // The shipped models never saw what is held back.
  return parsePage(input, page.fold === null ? shippedModels : (models?.[page.fold] ?? shippedModels));
});
