// Quotations of the annotated articles, scored by the scorer that lies with them.
import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { dataFolder, readQuotationSet } from '../../training/development-data.mjs';
import { runSystem } from './run-system.mjs';
import { newsflow } from './systems.mjs';

const run = promisify(execFile);
const folder = join(dataFolder, 'quotations');
const largest = { maxBuffer: 64 * 1024 * 1024 };
const lines = (objects) => objects.map((object) => `${JSON.stringify(object)}\n`).join('');

/** The figures that are shown of the scorer's answer for one kind of quotations, in percent. */
export const figures = {
  'exact F1': ({ exact }) => exact.F1,
  'IoU50 F1': ({ overlap50 }) => overlap50.F1,
  'speaker head': ({ speaker_head: head }) => head,
  'with speaker F1': ({ e2e }) => e2e.F1,
};
const errorNames = {
  'exact F1': 'exact',
  'IoU50 F1': 'overlap50',
  'speaker head': 'speaker_head',
  'with speaker F1': 'e2e',
};

async function scored(articles, read, work) {
  const gold = join(work, 'gold.jsonl');
  const found = join(work, 'found.jsonl');
  writeFileSync(gold, lines(articles));
  writeFileSync(found, lines(articles.map(({ id }) => ({ id, quotations: read.get(id)?.quotations ?? [] }))));
  const { stdout } = await run('python3', [join(folder, 'score.py'), gold, found, '--json'], largest);
  const script = join(import.meta.dirname, 'standard-errors-of-quotations.py');
  const errors = JSON.parse((await run('python3', [script, folder, gold, found], largest)).stdout);
  const answer = JSON.parse(stdout);
  return Object.fromEntries(
    ['direct', 'all'].map((kind) => [
      kind,
      Object.fromEntries(
        Object.entries(figures).map(([name, of]) => [
          name,
          { value: of(answer[kind]), standardError: errors[kind][errorNames[name]] },
        ]),
      ),
    ]),
  );
}

/**
 * @returns the figures by kind ("direct", "all") for all articles of the set, for the held-back fifth and for the others, and the
 * articles per second of CPU time of finding quotations alone
 */
export async function measureQuotations(set, work) {
  const articles = readQuotationSet(set);
  const texts = join(work, set);
  mkdirSync(texts, { recursive: true });
  const manifest = join(work, `${set}.jsonl`);
  const pages = articles.map(({ id, text }, index) => {
    const path = join(texts, `${index}.txt`);
    writeFileSync(path, text);
    return { id, path, url: '' };
  });
  writeFileSync(manifest, lines(pages));
  const { pages: read, cost } = await runSystem(newsflow, manifest, join(work, `${set}-read.jsonl`));
  const alone = await run(process.execPath, [join(import.meta.dirname, 'quotations-alone.mjs'), manifest]);
  return {
    articles: articles.length,
    heldBackArticles: articles.filter(({ heldBack }) => heldBack).length,
    all: await scored(articles, read, work),
    heldBack: await scored(
      articles.filter(({ heldBack }) => heldBack),
      read,
      work,
    ),
    lookedAt: await scored(
      articles.filter(({ heldBack }) => !heldBack),
      read,
      work,
    ),
    pagesPerCpuSecond: cost.pages / cost.cpuSeconds,
    ...JSON.parse(alone.stdout),
  };
}
