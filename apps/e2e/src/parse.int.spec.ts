import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { jsonLines, newsflow } from './newsflow.ts';

const folder = fileURLToPath(new URL('../../../libs/stack/sample-site/courier.localtest/', import.meta.url));
let work: string;

beforeAll(async () => {
  work = await mkdtemp(join(tmpdir(), 'newsflow-parse-'));
});
afterAll(() => rm(work, { recursive: true, force: true }));

interface Parsed {
  id?: string | null;
  file?: string;
  article: object | null;
  warnings: { code: string; message: string }[];
}

/** Every answer has these, whatever became of the page. */
const shape = [
  ...['article', 'quotations', 'marketQuotes', 'warnings'],
  ...['text', 'title', 'authors', 'publishedAt', 'language', 'sections', 'tags'],
];

describe('bin/newsflow parse', () => {
  it('--batch: an answer of one shape to each line in the same order, also where there is no page or no request', async () => {
    await writeFile(join(work, 'a.html'), '<p>');
    await writeFile(join(work, 'b.html'), Buffer.from([0, 255, 254, 60, 0]));
    await writeFile(join(work, 'bomb.html.gz'), gzipSync(Buffer.alloc(40 * 1024 * 1024)));
    await writeFile(join(work, 'large.html'), Buffer.alloc(33 * 1024 * 1024));
    const line = (id: string, file = `${id}.html`) => JSON.stringify({ id, path: join(work, file) });
    const badUrl = JSON.stringify({ id: 'url', path: join(work, 'a.html'), url: 5 });
    const input = [
      line('b'),
      line('none'),
      '{"id":1}',
      '',
      badUrl,
      line('bomb', 'bomb.html.gz'),
      line('large'),
      line('a'),
    ];
    const result = await newsflow(['parse', '--batch'], { input: input.join('\n') });
    expect(result.code).toBe(7);
    const answers = jsonLines<Parsed>(result);
    const [first, none, noRequest, url, bomb, large] = answers.map(({ warnings }) => warnings[0]);
    expect(answers.map(({ id, article }) => [id, article])).toEqual(
      ['b', 'none', null, 'url', 'bomb', 'large', 'a'].map((id) => [id, null]),
    );
    for (const answer of answers) expect(Object.keys(answer)).toEqual(['id', ...shape]);
    expect(first?.code).not.toBe('PARSE_FAILED');
    expect(none).toMatchObject({ code: 'PARSE_FAILED', message: `${join(work, 'none.html')}: no such file` });
    expect(noRequest).toEqual({ code: 'INVALID_LINE', message: 'line 3 is not {"id","path","url"}: {"id":1}' });
    expect(url).toEqual({ code: 'INVALID_LINE', message: 'line 5: "url" must be a text, not 5' });
    const tooLarge = { code: 'PARSE_FAILED', message: expect.stringMatching(/larger than 32 MiB/) };
    expect([bomb, large]).toEqual([tooLarge, tooLarge]);
    expect(result.stderr).toMatch(/^7 pages, .* pages per CPU-second$/m);
    expect(result.stderr).toContain('5 of 7 lines');
  });

  it('a file that cannot be read has an answer of the same shape, one that does not exist is an error', async () => {
    const [folder, none] = [work, join(work, 'none.html')];
    const unreadable = await newsflow(['parse', folder, none]);
    expect(unreadable).toMatchObject({ code: 1, stderr: expect.stringContaining(`${none}: no such file`) });
    const answers = jsonLines<Parsed>(unreadable);
    expect(answers.map(({ file }) => file)).toEqual([folder]);
    expect(Object.keys(answers[0] ?? {})).toEqual(['file', ...shape]);
    expect(answers[0]?.warnings[0]?.message).toBe(`${folder}: a folder: name the files in it`);
    expect(await newsflow(['parse', none])).toMatchObject({ code: 3, stdout: '' });
  });

  it('- reads a page from standard input', async () => {
    const text = 'The bridge at Karlshaven stayed shut on Tuesday after a lorry loaded with paint caught fire. '.repeat(
      3,
    );
    const page = `<html lang=en><h1>Bridge closed after fire</h1><article><p>${text}</p></article>`;
    const result = await newsflow(['parse', '-'], { input: page });
    expect(jsonLines<Parsed & { text: string }>(result)).toMatchObject([{ file: '-', text: text.trim() }]);
  });

  it('--explain: every block with its verdict, and where each field was read', async () => {
    const { code, stdout } = await newsflow(['parse', '--explain', join(folder, 'index.html')]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^drop {2}\S+/m);
  });

  it('--explain --json: the same as one object', async () => {
    const file = join(folder, 'index.html');
    const [explained] = jsonLines<{ file: string; blocks: { verdict: string; rule: string | null }[]; fields: object }>(
      await newsflow(['parse', '--explain', '--json', file]),
    );
    expect(explained).toMatchObject({ file, fields: {} });
    expect(explained?.blocks).toContainEqual(
      expect.objectContaining({ verdict: 'drop', rule: expect.stringMatching(/./), text: expect.any(String) }),
    );
  });

  it.each([
    [['--batch', 'extra.html'], '--batch reads lines'],
    [['--batch', '--explain'], '--batch reads lines'],
    [['--url', 'http://a.example/', 'a.html', 'b.html'], '--url is the address of one page'],
    [['--url', 'notaurl', 'a.html'], 'not an absolute http or https URL'],
  ])('%j: exit code 2 and what is wrong', async (options, message) => {
    const { code, stderr } = await newsflow(['parse', ...options]);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(message) });
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
