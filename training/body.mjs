// Learns which blocks of a page are its article:
//   node training/body.mjs                              writes libs/extraction/src/body/model.json
//   node training/body.mjs --cross-validate FOLDER      writes the part `body` of FOLDER/fold-0.json to fold-4.json, each from the
//                                                       pages outside its fold
// Only pages of sets that may be trained on, and none that is held back. Rows are made by the code that reads pages, trees by
// LightGBM in one thread with a fixed seed: the same data give the same model.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stderr } from 'node:process';
import { root } from '../tools/ensure-built.mjs';
import { folds, pageSets, readPageSet } from './development-data.mjs';
import { writeFoldModel } from './folds.mjs';
import { start } from './start.mjs';

const usage = `node training/body.mjs [--cross-validate FOLDER]

  --cross-validate FOLDER   one model for each of the ${folds} folds, for npm run bench:extraction
                            without it: the model that is shipped, libs/extraction/src/body/model.json
`;
const target = join(root, 'libs', 'extraction', 'src', 'body', 'model.json');
const firstLook = { trees: 300, leaves: 31 };
const secondLook = { trees: 100, leaves: 15 };
const say = (line) => stderr.write(`${line}\n`);

const folder = await start(usage);
const { BoostedTrees, Context, contextNames, featureNames, Features, scoresOf } =
  await import('@newsflow/extraction/development');
const { rowsOf } = await import('./body/rows.mjs');
const { installLightGbm, train } = await import('./body/train.mjs');

const pages = pageSets
  .filter(({ mayTrain }) => mayTrain)
  .flatMap(({ name }) => readPageSet(name).map((page) => ({ ...page, set: name })))
  .filter(({ heldBack, truth }) => !heldBack && typeof truth.text === 'string');
const work = mkdtempSync(join(tmpdir(), 'newsflow-training-'));
try {
  const python = await installLightGbm(say);
  /** Rows of pages, each with its page; `readerOf` may differ from page to page. */
  const examplesOf = (chosen, readerOf) => chosen.map((page) => ({ page, ...rowsOf(page, readerOf(page)) }));
  const trees = (names, shape, examples) => train({ python, work, names, examples, shape });
  const first = [];
  for (const page of pages) {
    first.push(...examplesOf([page], () => (shape, declared) => new Features(shape, declared)));
    if (first.length % 50 === 0) say(`${first.length} of ${pages.length} pages cut and labelled`);
  }
  const learn = async (isChosen, name) => {
    const chosen = first.filter(({ page }) => isChosen(page));
    say(`${name}: ${chosen.length} pages`);
    const alone = await trees(featureNames, firstLook, chosen);
    // The second look learns from what the first makes of pages that it has not seen.
    const inner = [];
    for (let fold = 0; fold < folds; fold++) {
      const others = chosen.filter(({ page }) => page.fold !== fold);
      if (others.length < chosen.length) inner[fold] = new BoostedTrees(await trees(featureNames, firstLook, others));
      say(`${name}: first look without fold ${fold}`);
    }
    const second = examplesOf(
      chosen.map(({ page }) => page),
      ({ fold }) =>
        (shape, declared) =>
          new Context(shape, scoresOf(shape, declared, inner[fold])),
    );
    return { alone, together: await trees(contextNames, secondLook, second) };
  };
  if (folder === undefined) writeFileSync(target, `${JSON.stringify(await learn(() => true, 'shipped model'))}\n`);
  else {
    for (let fold = 0; fold < folds; fold++)
      writeFoldModel(folder, fold, { body: await learn((page) => page.fold !== fold, `without fold ${fold}`) });
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
