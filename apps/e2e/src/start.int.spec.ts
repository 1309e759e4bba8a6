import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bin, newsflow } from './newsflow.ts';
import { waitFor } from './wait-for.ts';

let data: string;
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'newsflow-start-'));
});
afterAll(() => rm(data, { recursive: true, force: true }));

describe('bin/newsflow start', () => {
  it('takes in the sample site until Ctrl-C, and leaves nothing behind', async () => {
    const env = { ...process.env, NEWSFLOW_DATA: data };
    const child = spawn(process.execPath, [bin, 'start'], { env, stdio: 'pipe' });
    const ended = once(child, 'close') as Promise<[number | null]>;
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
    await waitFor('articles', () => Promise.resolve(/articles [1-9]/.test(said)));

    const seen = { NEWSFLOW_DATA: data, NEWSFLOW_NAMESPACE: 'sample' };
    expect((await newsflow(['status'], { env: seen })).code).toBe(0);
    const second = await newsflow(['start'], { env: { NEWSFLOW_DATA: data } });
    expect(second).toMatchObject({ code: 4, stderr: expect.stringContaining('runs already') });

    // A terminal sends SIGINT to both processes; here it goes to the outer one, which passes on SIGTERM.
    child.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
    expect((await newsflow(['status'], { env: seen })).code).toBe(6);
    expect(existsSync(join(data, 'sample', 'stack'))).toBe(false);
  }, 180_000);
});
