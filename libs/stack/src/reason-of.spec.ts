import { describe, expect, it } from '@jest/globals';
import { reasonOf } from './reason-of.ts';

describe('the reason of a failure', () => {
  it('is the message of an error, and what was thrown itself when it is none', () => {
    expect(reasonOf(new Error('refused'))).toBe('refused');
    expect(reasonOf('refused')).toBe('refused');
    expect(reasonOf(null)).toBe('null');
  });

  it('is each different reason when several attempts failed', () => {
    expect(reasonOf(new AggregateError([new Error('a'), new Error('b'), new Error('a')], 'all failed'))).toBe('a; b');
  });
});
