import { describe, expect, it } from '@jest/globals';
import { eventId, marketQuoteId, pageId, quotationId } from './ids.ts';
import { compareVersions } from './versions.ts';

describe('ids', () => {
  it('are frozen: these values stand in topics and databases', () => {
    const page = pageId('https://example.com/news/1');
    expect(page).toBe('3eaea8abd01c3643b0d4c6bc01f2cd93');
    expect(quotationId(page, '“No.”', 0)).toBe('11ea48613b13a305255b42018d16e64f');
    expect(marketQuoteId(page, 1700000000000, 'FTSE 100 8,000.10')).toBe('3f868d5d8a10d0a81488af23aeca3470');
  });

  it('give one page one id, however its URL is written', () => {
    expect(pageId('HTTP://Example.com:80/a?utm_source=feed#x')).toBe(pageId('http://example.com/a'));
  });

  it('tell equal quotations of a page apart by their ordinal', () => {
    expect(quotationId('p', 'Yes.', 0)).not.toBe(quotationId('p', 'Yes.', 1));
  });

  it('do not depend on white space', () => {
    expect(quotationId('p', 'We  will\nsee', 0)).toBe(quotationId('p', 'We will see', 0));
  });

  it('make a market quote an observation of one fetch', () => {
    expect(marketQuoteId('p', 1, 'Brent 80')).not.toBe(marketQuoteId('p', 2, 'Brent 80'));
  });

  it('do not confuse fields that join to the same text', () => {
    expect(eventId('a', 'bc')).not.toBe(eventId('ab', 'c'));
  });
});

describe('compareVersions', () => {
  it('lets the newer fetch win whatever its parser', () => {
    expect(compareVersions({ version: 2, parserVersion: 1 }, { version: 1, parserVersion: 9 })).toBeGreaterThan(0);
  });

  it('lets the newer parser win within one fetch', () => {
    expect(compareVersions({ version: 1, parserVersion: 1 }, { version: 1, parserVersion: 2 })).toBeLessThan(0);
  });

  it('finds equal what is equal', () => {
    expect(compareVersions({ version: 1 }, { version: 1, parserVersion: 0 })).toBe(0);
  });
});
