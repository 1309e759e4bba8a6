import { describe, expect, it } from '@jest/globals';
import { dataFolder, namespace, socketPath } from './data-folder.ts';

const errorOf = (action: () => unknown): unknown => {
  try {
    return action();
  } catch (error) {
    return error;
  }
};

describe('the namespace', () => {
  it.each(['', '.', '..', '../../elsewhere', '/etc', 'a/b', '-rf', '.hidden', 'a b', 'x'.repeat(101), 'a\n'])(
    '%j is refused, also as part of the data folder',
    (name) => {
      for (const read of [namespace, dataFolder]) {
        const error = errorOf(() => read({ NEWSFLOW_DATA: '/data', NEWSFLOW_NAMESPACE: name }));
        expect(error).toMatchObject({ exit: 2, message: expect.stringContaining('NEWSFLOW_NAMESPACE') });
      }
    },
  );

  it.each(['newsflow', 'team-a.test_2', '2026', 'x'.repeat(100)])('%s is taken', (name) => {
    expect(namespace({ NEWSFLOW_NAMESPACE: name })).toBe(name);
  });
});

describe('the data folder', () => {
  it('is one for each namespace', () => {
    expect(dataFolder({ NEWSFLOW_DATA: '/data', NEWSFLOW_NAMESPACE: 'a' })).toBe('/data/a');
    expect(dataFolder({ NEWSFLOW_DATA: '/data' })).toBe('/data/newsflow');
  });

  it('is never the present folder because a setting is empty', () => {
    expect(dataFolder({ NEWSFLOW_DATA: '', XDG_DATA_HOME: '/x' })).toBe('/x/newsflow/newsflow');
    expect(dataFolder({ NEWSFLOW_DATA: '', XDG_DATA_HOME: '' })).toMatch(/\/\.local\/share\/newsflow\/newsflow$/);
  });

  it('has room for a socket, or the user hears of it', () => {
    expect(socketPath('/data/newsflow')).toBe('/data/newsflow/control.sock');
    expect(() => socketPath(`/${'x'.repeat(120)}`)).toThrow(/too long for a Unix socket.*NEWSFLOW_DATA/);
  });
});
