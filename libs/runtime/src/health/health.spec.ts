import { describe, expect, it, jest } from '@jest/globals';
import type { Logger } from '../log/logger.ts';
import { Health } from './health.ts';

function aHealth() {
  const lines: string[] = [];
  const write = (_fields: unknown, message: string) => void lines.push(message);
  const health = new Health({ warn: write, info: write } as unknown as Logger);
  return { health, lines };
}

describe('readiness', () => {
  it('is false until the service has started and from the beginning of its end', async () => {
    const { health } = aHealth();
    expect(await health.notReady()).toEqual([{ name: 'service', reason: 'starting' }]);
    health.started();
    expect(await health.notReady()).toEqual([]);
    health.stopping();
    expect(await health.notReady()).toEqual([{ name: 'service', reason: 'stopping' }]);
  });

  it('names what is not well, with the reason', async () => {
    const { health } = aHealth();
    health.started();
    health.register('kafka', () => Promise.resolve());
    health.register('mongodb', () => Promise.reject(new Error('connection refused')));
    expect(await health.notReady()).toEqual([{ name: 'mongodb', reason: 'connection refused' }]);
  });

  it('logs one line for each change of state', async () => {
    const { health, lines } = aHealth();
    health.started();
    let well = true;
    health.register('mongodb', () => {
      if (!well) throw new Error('connection refused');
    });
    for (const state of [true, false, false, false, true, true]) {
      well = state;
      await health.notReady();
    }
    expect(lines).toEqual(['mongodb is not ready', 'mongodb is ready again']);
  });

  it('does not hang on a dependency that never answers', async () => {
    jest.useFakeTimers();
    try {
      const { health } = aHealth();
      health.started();
      health.register('mongodb', () => new Promise(() => undefined));
      const asked = health.notReady();
      await jest.advanceTimersByTimeAsync(2000);
      expect(await asked).toEqual([{ name: 'mongodb', reason: 'no answer in 2000 ms' }]);
    } finally {
      jest.useRealTimers();
    }
  });
});
