// npm run verify: the slower suites (`*.verify.spec.ts`), each project a step of its own.
//   npm run verify               everything
//   npm run verify -- e2e        only the steps whose name is given
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './ensure-built.mjs';
import { nx, runSteps } from './run-steps.mjs';

/** Projects that have a slower suite, by their names without the scope. */
async function projectsToVerify() {
  const found = [];
  for (const group of ['libs', 'apps', 'deploy'])
    for (const name of await readdir(join(root, group))) {
      const source = join(root, group, name, 'src');
      if (!existsSync(source)) continue;
      const files = await readdir(source, { recursive: true });
      if (!files.some((file) => file.endsWith('.verify.spec.ts'))) continue;
      found.push(JSON.parse(await readFile(join(root, group, name, 'package.json'), 'utf8')).name.split('/')[1]);
    }
  return found;
}

const projects = await projectsToVerify();
await runSteps(projects.map((name) => ({ name, commands: [nx(['verify'], '--projects', `@newsflow/${name}`)] })));
