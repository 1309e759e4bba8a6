import { describe, expect, it } from '@jest/globals';
import { cacheFolder } from './cache.ts';

describe('the cache folder', () => {
  it.each([
    ['NEWSFLOW_CACHE before all', { NEWSFLOW_CACHE: '/own', XDG_CACHE_HOME: '/xdg', HOME: '/home/me' }, '/own'],
    ['the user’s XDG cache', { XDG_CACHE_HOME: '/xdg', HOME: '/home/me' }, '/xdg/newsflow'],
    ['.cache in the home folder', { HOME: '/home/me' }, '/home/me/.cache/newsflow'],
    [
      '.cache when the settings are empty',
      { NEWSFLOW_CACHE: '', XDG_CACHE_HOME: '', HOME: '/home/me' },
      '/home/me/.cache/newsflow',
    ],
  ])('is %s', (_, env, folder) => {
    expect(cacheFolder(env)).toBe(folder);
  });
});
