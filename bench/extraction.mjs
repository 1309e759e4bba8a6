// npm run bench:extraction [-- --only newsflow] [--set NAME] [--models FOLDER] [--json FILE]
// What newsflow reads from labelled pages and what that costs, beside other open extractors in the same run: docs/benchmarks.md.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { dataFolder, hasDevelopmentData, pageSets, quotationSets } from '../training/development-data.mjs';
import { ensureBuiltOrExit } from '../tools/ensure-built.mjs';
import { heldBackHead, heldBackRows } from './extraction/held-back.mjs';
import { fixed, table } from './extraction/tables.mjs';

const setNames = [...pageSets.map(({ name }) => name), ...quotationSets, 'market'];
const usage = `npm run bench:extraction [-- --only newsflow] [--set NAME]… [--models FOLDER] [--json FILE]
  --only newsflow   without the other extractors, nothing is installed
  --set NAME        ${setNames.join(', ')}; all without it
  --models FOLDER   fold-0.json … fold-4.json, written by training/*.mjs --cross-validate: each page is read with the models that
                    never saw its site. Without it the shipped models read all pages, also those that they were made from
  --json FILE       all figures as JSON`;
const options = {
  only: { type: 'string' },
  set: { type: 'string', multiple: true, default: [] },
  models: { type: 'string' },
  json: { type: 'string' },
  help: { type: 'boolean', default: false },
};
function readArguments() {
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    console.error(error.message);
    return null;
  }
}
const values = readArguments();
const isValid =
  values !== null &&
  ['newsflow', undefined].includes(values.only) &&
  values.set.every((name) => setNames.includes(name));
if (!isValid || values.help) {
  console.error(usage);
  process.exit(isValid ? 0 : 2);
}
const say = (line) => process.stderr.write(`${line}\n`);
if (!hasDevelopmentData()) {
  say(`skipped: the labelled pages are not here (${dataFolder})`);
  process.exit(0);
}
await ensureBuiltOrExit();
const { installPeers, newsflow, peers } = await import('./extraction/systems.mjs');
const { runSystem } = await import('./extraction/run-system.mjs');
const { figuresOf, unpackPages } = await import('./extraction/pages.mjs');
const { languageVote } = await import('./extraction/language.mjs');
const { figures: quotationFigures, measureQuotations } = await import('./extraction/quotations.mjs');
const { measureMarket } = await import('./extraction/market.mjs');
const { countLines } = await import('./extraction/hand-made-lines.mjs');

const isWanted = (name) => values.set.length === 0 || values.set.includes(name);
const work = mkdtempSync(join(tmpdir(), 'newsflow-bench-'));
const report = {};
const print = (title, head, rows) => console.log(`\n${title}\n\n${table(head, rows)}`);

async function comparePages() {
  const { sets, manifest } = unpackPages(pageSets.map(({ name }) => name).filter(isWanted), work);
  const installed = values.only === undefined ? await installPeers(say) : null;
  const detect = installed === null ? null : await languageVote(installed.packages);
  const votes = new Map();
  const vote =
    detect === null
      ? undefined
      : (page) => {
          if (!votes.has(page)) votes.set(page, detect(page.truth.text ?? (page.truth.with ?? []).join('\n')));
          return votes.get(page);
        };
  const runs = [];
  for (const system of [newsflow, ...(installed === null ? [] : peers(installed))]) {
    say(`${system.name} reads ${sets.map(({ name }) => name).join(', ')} …`);
    runs.push({ name: system.name, ...(await runSystem(system, manifest, join(work, `${system.name}.jsonl`))) });
  }
  // What it costs is measured with the models that are shipped; what it finds with those that never saw the page's site.
  const [ours] = runs;
  const market = [...ours.pages.values()].filter(({ marketQuotes }) => marketQuotes?.length > 0);
  if (values.models !== undefined) {
    say('newsflow reads them with the models of their folds …');
    const crossed = { ...newsflow, options: [values.models] };
    ours.pages = (await runSystem(crossed, manifest, join(work, 'crossed.jsonl'))).pages;
  }
  report.pages = {};
  for (const set of sets) {
    say(`scoring ${set.name} …`);
    const bySystem = {};
    for (const { name, pages } of runs)
      bySystem[name] = await figuresOf(set, set.pages, pages, work, { vote, standardErrors: false });
    const part = (heldBack) =>
      figuresOf(
        set,
        set.pages.filter((page) => page.heldBack === heldBack),
        ours.pages,
        work,
        { vote, standardErrors: true },
      );
    const [lookedAt, heldBack] = [await part(false), await part(true)];
    report.pages[set.name] = { pages: set.pages.length, systems: bySystem, lookedAt, heldBack };
    const names = Object.keys(bySystem.newsflow);
    print(
      `${set.name}: all ${set.pages.length} development pages`,
      ['', ...names],
      Object.entries(bySystem).map(([name, found]) => [name, ...names.map((figure) => fixed(3)(found[figure]?.value))]),
    );
    const count = set.pages.filter((page) => page.heldBack).length;
    print(
      `${set.name}: newsflow on the ${count} held-back pages`,
      heldBackHead(''),
      heldBackRows(bySystem.newsflow, lookedAt, heldBack, 3),
    );
  }
  const base = runs.find(({ name }) => name === 'trafilatura')?.cost;
  const rate = ({ pages, cpuSeconds }) => pages / cpuSeconds;
  report.cost = Object.fromEntries(runs.map(({ name, cost }) => [name, cost]));
  print(
    `Cost on the same ${ours.cost.pages} pages, one process each`,
    ['', 'pages per CPU second', 'to trafilatura', 'p99 CPU ms', 'peak RSS MiB'],
    runs.map(({ name, cost }) => [
      name,
      fixed(1)(rate(cost)),
      base && `${fixed(2)(rate(cost) / rate(base))}×`,
      fixed(0)(cost.p99Ms),
      fixed(0)(cost.peakRssMib),
    ]),
  );
  report.newsPagesWithMarketRows = market.length;
  console.log(`\nNews pages with market rows, right or false: ${market.length} of ${ours.cost.pages}`);
}

async function compareQuotations(set) {
  say(`quotations of ${set} …`);
  const found = await measureQuotations(set, work);
  report.quotations = { ...report.quotations, [set]: found };
  for (const kind of ['direct', 'all'])
    print(
      `${set}: ${kind === 'all' ? 'all kinds of' : kind} quotations, ${found.articles} articles, ${found.heldBackArticles} of them held back`,
      heldBackHead(''),
      heldBackRows(found.all[kind], found.lookedAt[kind], found.heldBack[kind], 1).filter(
        ([name]) => name in quotationFigures,
      ),
    );
  console.log(
    `\nArticles per CPU second: quotations alone ${found.articlesPerCpuSecond.toFixed(0)}, everything ${found.pagesPerCpuSecond.toFixed(0)}`,
  );
}

async function compareMarket() {
  say('market rows …');
  const found = await measureMarket(work);
  report.market = found;
  const percent = (share) => fixed(1)(share === null ? undefined : share * 100);
  print(
    'Market rows of the labelled pages, percent',
    ['', 'P', 'R', 'F1'],
    [
      ['rows', ...['p', 'r', 'f1'].map((name) => percent(found.rows[name]))],
      ['rows with all central values', ...['p', 'r', 'f1'].map((name) => percent(found.core[name]))],
    ],
  );
  print('Right share of each field', Object.keys(found.fields).length > 0 ? ['', '%'] : [''], [
    ...Object.entries(found.fields).map(([field, share]) => [field, percent(share)]),
    ['honest about what is undecidable', percent(found.honesty)],
  ]);
  console.log(`\nFalse rows on pages without rows: ${found.falseRows}`);
  const lines = await countLines();
  report.handMadeLines = lines;
  for (const [what, { right, of }] of Object.entries(lines)) console.log(`${what}: ${right} of ${of}`);
}

try {
  if (pageSets.some(({ name }) => isWanted(name))) await comparePages();
  for (const set of quotationSets.filter(isWanted)) await compareQuotations(set);
  if (isWanted('market')) await compareMarket();
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`);
} finally {
  rmSync(work, { recursive: true, force: true });
}
