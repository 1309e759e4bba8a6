import { describe, expect, it, jest } from '@jest/globals';
import { FatalError, UnavailableError } from '@newsflow/kafka';
import type { Logger } from '../log/logger.ts';
import { keepTrying } from './keep-trying.ts';

const down = new UnavailableError('MONGODB_UNAVAILABLE', 'MongoDB does not answer');
function aLog() {
  const lines: string[] = [];
  const write = (_fields: unknown, message: string) => void lines.push(message);
  return { lines, logger: { warn: write, info: write } as unknown as Logger };
}

describe('keepTrying', () => {
  it('tries until the dependency answers and logs the beginning and the end of the wait', async () => {
    const { lines, logger } = aLog();
    const action = jest.fn<() => Promise<string>>().mockRejectedValueOnce(down).mockResolvedValue('done');
    expect(await keepTrying('migrations', action, logger, new AbortController().signal)).toBe('done');
    expect(lines).toEqual(['migrations: waiting, MongoDB does not answer', 'migrations: done']);
  });

  it('gives up at once on any other error', async () => {
    const { logger } = aLog();
    const broken = new FatalError('AUTHENTICATION', 'wrong password');
    await expect(keepTrying('x', () => Promise.reject(broken), logger, new AbortController().signal)).rejects.toBe(
      broken,
    );
  });

  it('ends its wait when the service stops', async () => {
    const { logger } = aLog();
    const stopping = new AbortController();
    const tried = keepTrying('x', () => Promise.reject(down), logger, stopping.signal);
    stopping.abort(new Error('stopping'));
    await expect(tried).rejects.toThrow();
  });
});
