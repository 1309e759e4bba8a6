import { expect, it } from '@jest/globals';
import { ignoredSettings } from './ignored-settings.ts';

const applied = { NEWSFLOW_LOG_LEVEL: 'info', NEWSFLOW_DATA: '/data', NEWSFLOW_USER_AGENT: 'x/1' };

it('names what is given and differs, and nothing that is left out or says which installation is meant', () => {
  const given = {
    NEWSFLOW_STACK: 'docker',
    NEWSFLOW_LOG_LEVEL: 'debug',
    NEWSFLOW_DATA: './data',
    NEWSFLOW_TRACING: '',
  };
  expect(ignoredSettings(given, applied)).toEqual(['NEWSFLOW_LOG_LEVEL', 'NEWSFLOW_STACK']);
  expect(ignoredSettings({ NEWSFLOW_LOG_LEVEL: 'info' }, applied)).toEqual([]);
});

it('names nothing before the first start', () => {
  expect(ignoredSettings({ NEWSFLOW_LOG_LEVEL: 'debug' }, null)).toEqual([]);
});
