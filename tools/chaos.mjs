// npm run chaos: builds what is missing, then runs apps/chaos on Node 24.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensureBuiltOrExit, root } from './ensure-built.mjs';

const node = await ensureBuiltOrExit();
const { status } = spawnSync(node, [join(root, 'apps', 'chaos', 'dist', 'main.js'), ...process.argv.slice(2)], {
  stdio: 'inherit',
});
process.exit(status ?? 1);
