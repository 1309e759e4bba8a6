import { argv, exit, stderr } from 'node:process';
import { parseArgs } from 'node:util';
import { ensureBuiltOrExit } from '../tools/ensure-built.mjs';
import { hasDevelopmentData } from './development-data.mjs';

/**
 * Reads the options that all trainings have, and builds: rows are made by the code as it is now, so import it after this.
 *
 * @returns {Promise<string | undefined>} the folder for models of folds; undefined where the shipped model is wanted
 */
export async function start(usage) {
  const { values } = parseArgs({
    args: argv.slice(2),
    options: { 'cross-validate': { type: 'string' }, help: { type: 'boolean', default: false } },
  });
  if (values.help) {
    stderr.write(usage);
    exit(0);
  }
  if (!hasDevelopmentData()) {
    stderr.write('The labelled pages are not here: training needs the folder shared/data beside the project.\n');
    exit(1);
  }
  await ensureBuiltOrExit();
  return values['cross-validate'];
}
