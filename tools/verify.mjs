// npm run verify: the slower suites (`*.verify.spec.ts`), each project a step of its own.
//   npm run verify               everything
//   npm run verify -- e2e        only the steps whose name is given
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './ensure-built.mjs';
import { nx, runSteps } from './run-steps.mjs';

/** Projects that have a slower suite, by the name of their folder. */
async function projectsToVerify() {
  const found = [];
  for (const group of ['libs', 'apps'])
    for (const name of await readdir(join(root, group))) {
      const source = join(root, group, name, 'src');
      if (!existsSync(source)) continue;
      const files = await readdir(source, { recursive: true });
      if (files.some((file) => file.endsWith('.verify.spec.ts'))) found.push(name);
    }
  return found;
}

const projects = await projectsToVerify();
await runSteps(projects.map((name) => ({ name, commands: [nx(['verify'], '--projects', `@newsflow/${name}`)] })));
