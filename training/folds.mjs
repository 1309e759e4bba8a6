import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Writes one part of a fold's models, beside the parts that other scripts wrote: `folder`/fold-N.json. */
export function writeFoldModel(folder, fold, part) {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `fold-${fold}.json`);
  const others = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  writeFileSync(file, JSON.stringify({ ...others, ...part }));
}
