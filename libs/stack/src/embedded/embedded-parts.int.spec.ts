import { describe, expect, it } from '@jest/globals';
import { readFile, stat } from 'node:fs/promises';
import { type Stack, startStack } from '../start-stack.ts';

/** As the command line of its mongod tells. */
const workFolderOf = async (stack: Stack) => {
  const commandLine = await readFile(`/proc/${stack.mongodb.pid ?? 0}/cmdline`, 'utf8');
  return /\0(\/[^\0]*)\/mongodb\/data/.exec(commandLine)?.[1] ?? '';
};

describe('an embedded stack', () => {
  it('is two processes, and removes their data when it stops', async () => {
    const stack = await startStack();
    const folder = await workFolderOf(stack);
    try {
      expect(stack.embedded).toBe(true);
      expect(stack.processes.map(({ name }) => name)).toEqual(['kafka', 'mongodb']);
      expect((await stat(folder)).isDirectory()).toBe(true);
    } finally {
      await stack.stop();
    }
    expect(stack.processes).toEqual([]);
    await expect(stat(folder)).rejects.toThrow('ENOENT');
  });
});
