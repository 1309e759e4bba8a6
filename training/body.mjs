// Learns which blocks of a page are its article:
//   node training/body.mjs                              writes libs/extraction/src/body/model.json
//   node training/body.mjs --cross-validate FOLDER      writes the part `body` of FOLDER/fold-0.json to fold-4.json, each from the
//                                                       pages outside its fold
// Only pages of sets that may be trained on, and none that is held back. Rows are made by the code that reads pages, trees by
// LightGBM in one thread with a fixed seed: the same data give the same model.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { argv, exit, stderr } from 'node:process';
import { parseArgs } from 'node:util';
import { featureNames } from '@newsflow/extraction/development';
import { ensureBuiltOrExit, root } from '../tools/ensure-built.mjs';
import { modelOf } from './body/model.mjs';
import { installLightGbm, train } from './body/train.mjs';
import { rowsOf } from './body/rows.mjs';
import { folds, hasDevelopmentData, pageSets, readPageSet } from './development-data.mjs';

const usage = `node training/body.mjs [--cross-validate FOLDER]

  --cross-validate FOLDER   one model for each of the ${folds} folds, for npm run bench:extraction
                            without it: the model that is shipped, libs/extraction/src/body/model.json
`;
const target = join(root, 'libs', 'extraction', 'src', 'body', 'model.json');
const say = (line) => stderr.write(`${line}\n`);

const { values } = parseArgs({
  args: argv.slice(2),
  options: { 'cross-validate': { type: 'string' }, help: { type: 'boolean', default: false } },
});
if (values.help) {
  say(usage);
  exit(0);
}
if (!hasDevelopmentData()) {
  say('The labelled pages are not here: training needs the folder shared/data beside the project.');
  exit(1);
}
await ensureBuiltOrExit();

const pages = pageSets
  .filter(({ mayTrain }) => mayTrain)
  .flatMap(({ name }) => readPageSet(name).map((page) => ({ ...page, set: name })))
  .filter(({ heldBack, truth }) => !heldBack && typeof truth.text === 'string');
const work = mkdtempSync(join(tmpdir(), 'newsflow-training-'));
try {
  const python = await installLightGbm(say);
  const examples = [];
  for (const [index, page] of pages.entries()) {
    examples.push({ fold: page.fold, ...rowsOf(page) });
    if ((index + 1) % 50 === 0) say(`${index + 1} of ${pages.length} pages cut and labelled`);
  }
  const learn = async (chosen, name) => {
    say(`${name}: ${chosen.length} pages`);
    return modelOf(await train({ python, work, examples: chosen }), featureNames);
  };
  const folder = values['cross-validate'];
  if (folder === undefined) writeFileSync(target, `${JSON.stringify(await learn(examples, 'shipped model'))}\n`);
  else {
    mkdirSync(folder, { recursive: true });
    for (let fold = 0; fold < folds; fold++) {
      const file = join(folder, `fold-${fold}.json`);
      const others = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
      const body = await learn(
        examples.filter((example) => example.fold !== fold),
        `fold ${fold}`,
      );
      writeFileSync(file, JSON.stringify({ ...others, body }));
    }
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
