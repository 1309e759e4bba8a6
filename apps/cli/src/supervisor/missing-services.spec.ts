import { expect, it } from '@jest/globals';
import { missingServices } from './missing-services.ts';

const service = (name: string, running = true) => ({ name, pid: 1, http: 'http://127.0.0.1:1', running });

it('counts what runs against what shall run, whether it has ended or was never there', () => {
  const counts = { scraper: 3, parser: 1, store: 1 };
  const all = [service('scraper'), service('scraper'), service('scraper', false), service('parser')];
  expect(missingServices({ counts, services: all })).toEqual(['scraper (2 of 3)', 'store (0 of 1)']);
});

it('misses nothing that shall not run', () => {
  const counts = { scraper: 1, parser: 0, store: 0 };
  expect(missingServices({ counts, services: [service('scraper'), service('parser', false)] })).toEqual([]);
});
