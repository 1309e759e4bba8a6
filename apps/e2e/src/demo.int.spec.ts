import { describe, expect, it } from '@jest/globals';
import { newsflow } from './newsflow.ts';

describe('bin/newsflow demo', () => {
  it('brings every page of the sample site to its expected outcome; two at once do not disturb each other', async () => {
    const results = await Promise.all([newsflow(['demo', '--json']), newsflow(['demo', '--json'])]);
    for (const { code, stdout, stderr } of results) {
      expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining('every page ended as') });
      const summary = JSON.parse(stdout) as Record<string, unknown>;
      expect(Object.keys(summary).sort()).toEqual(
        [
          'pages',
          'outcomes',
          'articles',
          'quotations',
          'marketQuotes',
          'deadLetters',
          'pagesPerSecond',
          'p50Ms',
          'p99Ms',
        ].sort(),
      );
      expect(summary).toMatchObject({ pages: 43, articles: 21, deadLetters: 0 });
    }
  }, 180_000);

  it('ends with exit code 2 and one line for a folder without pages', async () => {
    const { code, stderr } = await newsflow(['demo', '--pages', '/dev']);
    expect(code).toBe(2);
    expect(stderr).toContain('--pages /dev');
    expect(stderr).not.toMatch(/^\s+at /m);
  }, 60_000);
});
