import { describe, expect, it } from '@jest/globals';
import { type FetchEnd, healthAfter, healthEvent, type HealthState } from './source-health.ts';

const [feed, sitemap] = ['https://a.example/feed', 'https://a.example/sitemap'];
const at = new Date('2026-03-03T10:00:00Z');
const page = (outcome: string): FetchEnd => ({ kind: 'page', url: 'https://a.example/1', outcome, reason: null, at });
const read = (outcome: string, url = feed): FetchEnd => ({ kind: 'feed', url, outcome, reason: null, at });
const after = (ends: readonly FetchEnd[], feeds = [feed], before: HealthState | null = null) => {
  let state = before;
  for (const end of ends) state = healthAfter(state, end, feeds);
  if (!state) throw new Error('nothing happened');
  return state;
};
const times = (count: number, end: FetchEnd) => Array.from({ length: count }, () => end);

describe('healthAfter', () => {
  it('goes from healthy to degraded to failing and back with the feed that everything comes from', () => {
    const ends = [read('read'), ...times(4, read('failed')), read('not-modified')];
    const statuses = ends.map((_, index) => after(ends.slice(0, index + 1)).status);
    expect(statuses).toEqual(['healthy', 'degraded', 'degraded', 'failing', 'failing', 'healthy']);
  });

  it('is failing only when all feeds are, and degraded by one of them however well the pages do', () => {
    const feeds = [feed, sitemap];
    const one = [...times(5, read('gone')), ...times(20, page('fetched'))];
    expect(after(one, feeds).status).toBe('degraded');
    expect(after([...one, ...times(3, read('failed', sitemap))], feeds).status).toBe('failing');
  });

  it('forgets a feed that the source no longer has', () => {
    expect(after([...times(5, read('failed')), page('fetched')], [sitemap]).status).toBe('healthy');
  });

  it.each([
    [2, 'healthy'],
    [3, 'degraded'],
    [9, 'degraded'],
    [10, 'failing'],
  ])('after %i pages in a row that failed it is %s', (count, status) => {
    expect(after(times(count, page('failed'))).status).toBe(status);
    expect(after([...times(count, page('failed')), page('unchanged')]).status).toBe('healthy');
  });

  it.each(['gone', 'not-html', 'too-large', 'refused-robots', 'refused-address'])(
    'takes a page that is %s neither for a failure nor for a success',
    (outcome) => {
      const before = after(times(3, page('failed')));
      expect(healthAfter(before, page(outcome), [feed])).toEqual(before);
      expect(after(times(20, page(outcome))).status).toBe('healthy');
    },
  );

  it('begins anew when a disabled source is enabled again', () => {
    const disabled: HealthState = { ...after(times(12, page('failed'))), status: 'disabled' };
    expect(healthAfter(disabled, page('failed'), [feed])).toMatchObject({ status: 'healthy', failures: 1 });
  });
});

describe('healthEvent', () => {
  it('names the last failure while there is one, and the failures of the worst feed', () => {
    const state = after([page('fetched'), ...times(4, read('failed')), page('fetched')]);
    expect(healthEvent('courier', state, at)).toEqual({
      sourceId: 'courier',
      status: 'failing',
      at: '2026-03-03T10:00:00.000Z',
      consecutiveFailures: 4,
      lastSuccessAt: '2026-03-03T10:00:00.000Z',
      reason: `${feed}: failed`,
    });
    expect(healthEvent('courier', after([page('failed')]), at)).toMatchObject({ status: 'healthy', reason: null });
    expect(healthEvent('courier', after([page('failed')]), at)).not.toHaveProperty('lastSuccessAt');
  });
});
