import { expect, it } from '@jest/globals';
import { fetchSettings } from './fetch-settings.ts';

it('are those of the scraper, and refuse loopback addresses unless told otherwise', () => {
  expect(fetchSettings({ NEWSFLOW_FETCH_ALLOW_CIDR: '' })).toEqual({
    userAgent: 'newsflow/0.1',
    defaultDelayMs: 1000,
    limitMs: 30_000,
    allowedRanges: [],
    allowedPorts: [],
    dns: [],
  });
  const { allowedPorts, allowedRanges, defaultDelayMs } = fetchSettings({
    NEWSFLOW_FETCH_ALLOW_PORTS: '8080, 8081',
    NEWSFLOW_FETCH_ALLOW_CIDR: '127.0.0.1/32',
    NEWSFLOW_DEFAULT_DELAY_MS: '5',
  });
  expect({ allowedPorts, ranges: allowedRanges.length, defaultDelayMs }).toEqual({
    allowedPorts: [8080, 8081],
    ranges: 1,
    defaultDelayMs: 5,
  });
});

it.each([
  [
    'NEWSFLOW_FETCH_ALLOW_CIDR',
    'here',
    'NEWSFLOW_FETCH_ALLOW_CIDR must be a comma list of address ranges such as 127.0.0.0/8',
  ],
  ['NEWSFLOW_FETCH_ALLOW_PORTS', 'http', 'NEWSFLOW_FETCH_ALLOW_PORTS must be a comma list of ports'],
  [
    'NEWSFLOW_FETCH_LIMIT_MS',
    'long',
    'NEWSFLOW_FETCH_LIMIT_MS must be a whole number of milliseconds from 100 to 600000',
  ],
])('ends with 2 for %s=%s', (name, value, message) => {
  expect(() => fetchSettings({ [name]: value })).toThrow(expect.objectContaining({ exit: 2, message }));
});
