import { describe, expect, it } from '@jest/globals';
import { Buffer } from 'node:buffer';
import { pageKind } from './content-kind.ts';
import { backOffMs, everyAfter, hostDelayMs, retryAfterMs } from './politeness.ts';
import { rightsOf } from './rights.ts';
import { movedForGood, statusAction } from './status.ts';

describe('hostDelayMs', () => {
  it('is the delay of the source, else the Crawl-delay, else the default, and never below the Crawl-delay', () => {
    expect(hostDelayMs({ defaultMs: 1000, sourceMs: null, crawlDelayMs: null })).toBe(1000);
    expect(hostDelayMs({ defaultMs: 1000, sourceMs: 50, crawlDelayMs: null })).toBe(50);
    expect(hostDelayMs({ defaultMs: 1000, sourceMs: 50, crawlDelayMs: 3000 })).toBe(3000);
    expect(hostDelayMs({ defaultMs: 1000, sourceMs: null, crawlDelayMs: 86_400_000 })).toBe(300_000);
    expect(hostDelayMs({ defaultMs: 5000, sourceMs: null, crawlDelayMs: 2000 })).toBe(2000);
  });

  it('is a second where the site asks for less, unless the default or the source is shorter', () => {
    expect(hostDelayMs({ defaultMs: 5000, sourceMs: null, crawlDelayMs: 200 })).toBe(1000);
    expect(hostDelayMs({ defaultMs: 5000, sourceMs: null, crawlDelayMs: 0 })).toBe(1000);
    expect(hostDelayMs({ defaultMs: 500, sourceMs: null, crawlDelayMs: 200 })).toBe(500);
    expect(hostDelayMs({ defaultMs: 5000, sourceMs: 50, crawlDelayMs: 200 })).toBe(200);
  });
});

describe('backOffMs', () => {
  it('doubles with each failure up to six hours', () => {
    const wait = (failures: number) => backOffMs({ failures, baseMs: 60_000, retryAfterMs: null });
    expect([1, 2, 3, 100].map(wait)).toEqual([60_000, 120_000, 240_000, 21_600_000]);
  });

  it('waits at least as long as the server asks, up to a day', () => {
    expect(backOffMs({ failures: 1, baseMs: 1000, retryAfterMs: 90_000 })).toBe(90_000);
    expect(backOffMs({ failures: 1, baseMs: 1000, retryAfterMs: 1e12 })).toBe(86_400_000);
  });
});

describe('everyAfter', () => {
  it('doubles from the second failure on up to a day, or what the source says if that is more', () => {
    const pauses = (everyMs: number) => [0, 1, 2, 3, 100].map((failures) => everyAfter(everyMs, failures));
    expect(pauses(10_000)).toEqual([10_000, 10_000, 20_000, 40_000, 86_400_000]);
    expect(pauses(604_800_000)).toEqual(Array(5).fill(604_800_000));
  });
});

describe('retryAfterMs', () => {
  it('reads seconds and HTTP dates and nothing else', () => {
    const now = Date.UTC(2026, 2, 3, 10, 0, 0);
    expect(retryAfterMs('120', now)).toBe(120_000);
    expect(retryAfterMs('Tue, 03 Mar 2026 10:01:00 GMT', now)).toBe(60_000);
    expect(retryAfterMs('Tue, 03 Mar 2026 09:00:00 GMT', now)).toBe(0);
    expect(retryAfterMs('3.5', now)).toBeNull();
    expect(retryAfterMs('soon', now)).toBeNull();
    expect(retryAfterMs(null, now)).toBeNull();
  });
});

describe('statusAction', () => {
  it.each([
    [200, 'read'],
    [203, 'read'],
    [204, 'fail'],
    [206, 'fail'],
    [301, 'redirect'],
    [304, 'fail'],
    [308, 'redirect'],
    [401, 'fail'],
    [403, 'fail'],
    [404, 'gone'],
    [410, 'gone'],
    [429, 'retry'],
    [451, 'fail'],
    [500, 'retry'],
    [501, 'fail'],
    [503, 'retry'],
  ] as const)('%i: %s', (status, action) => {
    expect(statusAction(status)).toBe(action);
  });
});

describe('movedForGood', () => {
  it.each([
    [[], false],
    [[301], true],
    [[301, 308], true],
    [[301, 302], false],
    [[307], false],
  ])('%j: %s', (statuses, expected) => {
    expect(movedForGood(statuses.map((status) => ({ status })))).toBe(expected);
  });
});

describe('pageKind', () => {
  const kind = (type: string | null, body: string) => pageKind(type, Buffer.from(body, 'latin1'));
  it('passes over any number of comments, once each', () => {
    const comments = '<!----> '.repeat(120);
    expect(kind(null, `${comments}<html>`)).toBe('html');
    expect(kind(null, `${comments}x`)).toBeNull();
    expect(kind(null, '<!-- never closed <html>')).toBeNull();
  });

  it('goes by the content-type', () => {
    expect(kind('Text/HTML; charset=utf-8', 'x')).toBe('html');
    expect(kind('application/xhtml+xml', '<html/>')).toBe('html');
    expect(kind('text/plain', 'x')).toBe('text');
    expect(kind('application/json', '{}')).toBeNull();
    expect(kind('image/png', '<html>')).toBeNull();
  });
  it('looks at the body where the type says nothing', () => {
    expect(kind(null, '\xef\xbb\xbf <!-- x --><!DOCTYPE html><html>')).toBe('html');
    expect(kind('application/octet-stream', '<html lang="en">')).toBe('html');
    expect(kind(null, 'plain words')).toBeNull();
  });
  it('believes the bytes of a PDF or picture more than its label', () => {
    expect(kind('text/html', '%PDF-1.7')).toBeNull();
    expect(kind('text/html', '\x89PNG\r\n')).toBeNull();
  });
});

describe('rightsOf', () => {
  const rights = (headers: Record<string, string[]>) => rightsOf(new Map(Object.entries(headers)), 'newsflow');
  it('keeps the directives for everybody and for us, in lower case, once', () => {
    const values = [
      'noindex, NoArchive',
      'otherbot: nofollow, noimageindex',
      'NewsFlow: nosnippet, noindex',
      'max-snippet: 20',
    ];
    expect(rights({ 'x-robots-tag': values })).toEqual({
      robots: ['noindex', 'noarchive', 'nosnippet', 'max-snippet: 20'],
    });
  });
  it('reads the reservation of text and data mining', () => {
    expect(rights({ 'tdm-reservation': ['1'], 'tdm-policy': ['https://a.example/p.json'] })).toEqual({
      robots: [],
      tdmReservation: true,
      tdmPolicy: 'https://a.example/p.json',
    });
    expect(rights({ 'tdm-reservation': ['0'] })).toEqual({ robots: [], tdmReservation: false });
    expect(rights({ 'tdm-reservation': ['perhaps'] })).toEqual({ robots: [] });
  });
});
