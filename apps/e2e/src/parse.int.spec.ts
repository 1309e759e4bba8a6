import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { jsonLines, newsflow } from './newsflow.ts';

const folder = fileURLToPath(new URL('../../../libs/stack/sample-site/courier.localtest/', import.meta.url));
let work: string;

beforeAll(async () => {
  work = await mkdtemp(join(tmpdir(), 'newsflow-parse-'));
});
afterAll(() => rm(work, { recursive: true, force: true }));

interface Parsed {
  id?: string;
  file?: string;
  article: object | null;
  warnings: { code: string }[];
}

describe('bin/newsflow parse', () => {
  it('--batch: a line for each line in the same order, also for a page that cannot be read', async () => {
    const input = ['b', 'missing', 'a']
      .map((id) => JSON.stringify({ id, path: id === 'missing' ? `${work}/none.html` : join(work, `${id}.html`) }))
      .join('\n');
    await writeFile(join(work, 'a.html'), '<p>');
    await writeFile(join(work, 'b.html'), Buffer.from([0, 255, 254, 60, 0]));
    const result = await newsflow(['parse', '--batch'], { input });
    expect(result.code).toBe(0);
    expect(jsonLines<Parsed>(result).map(({ id, article }) => [id, article])).toEqual([
      ['b', null],
      ['missing', null],
      ['a', null],
    ]);
    expect(jsonLines<Parsed>(result)[1]?.warnings).toMatchObject([{ code: 'PARSE_FAILED' }]);
    expect(result.stderr).toMatch(/^3 pages, .* pages per CPU-second$/m);
  });

  it('--batch: a line that is no request ends with exit code 2 and names it', async () => {
    const { code, stderr } = await newsflow(['parse', '--batch'], { input: '{"id":1}\n' });
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringContaining('line 1 of standard input'),
    });
  });

  it('--explain: every block with its verdict, and where each field was read', async () => {
    const { code, stdout } = await newsflow(['parse', '--explain', join(folder, 'index.html')]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^drop {2}\S+/m);
  });

  it('without a file: exit code 2 and what to do', async () => {
    const { code, stderr } = await newsflow(['parse']);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringContaining('name a file, or use --batch'),
    });
  });

  it('an unknown command: exit code 2 and the way to help', async () => {
    const { code, stderr } = await newsflow(['prase']);
    expect(code).toBe(2);
    expect(stderr).toContain('--help');
  });
});
