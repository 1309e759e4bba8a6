// Market rows of the labelled pages, scored by the scorer that lies with them.
import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { dataFolder } from '../../training/development-data.mjs';
import { runSystem } from './run-system.mjs';
import { newsflow } from './systems.mjs';

const run = promisify(execFile);
const folder = join(dataFolder, 'market');

/** @returns rows, core (both p, r, f1), false rows on pages without rows, honesty and the right share of each field */
export async function measureMarket(work) {
  const pages = JSON.parse(readFileSync(join(folder, 'gold.json'), 'utf8'));
  const manifest = join(work, 'market.jsonl');
  const found = join(work, 'market-read.jsonl');
  const answer = join(work, 'market-scored.json');
  writeFileSync(
    manifest,
    pages.map(({ id, url, file }) => `${JSON.stringify({ id, url, path: join(folder, file) })}\n`).join(''),
  );
  await runSystem(newsflow, manifest, found);
  await run('python3', [join(folder, 'score.py'), folder, '--pred', found, '--json', answer]);
  const scored = JSON.parse(readFileSync(answer, 'utf8'));
  const right = ([field, { right = 0, none = 0, wrong = 0, missing = 0, invented = 0 }]) => [
    field,
    (right + none) / (right + none + wrong + missing + invented),
  ];
  return { ...scored, fields: Object.fromEntries(Object.entries(scored.fields).map(right)) };
}
