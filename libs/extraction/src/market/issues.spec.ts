import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { marketIssues } from './issues.ts';

describe('docs/market-quotes.md', () => {
  it('has every issue code with its meaning and no other', () => {
    const text = readFileSync(new URL('../../../../docs/market-quotes.md', import.meta.url), 'utf8');
    const rows = [...text.matchAll(/^\| `([A-Z_]+)` +\| (.+?) +\|$/gm)].map(([, code, meaning]) => [code, meaning]);
    expect(Object.fromEntries(rows)).toEqual(marketIssues);
  });
});
