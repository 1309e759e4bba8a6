import { fileURLToPath } from 'node:url';

/** Folder of the clone: this file is apps/cli/dist/root.js (or src/root.ts in tests). */
export const root = fileURLToPath(new URL('../../../', import.meta.url));
