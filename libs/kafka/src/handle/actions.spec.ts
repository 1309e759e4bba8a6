import { describe, expect, it } from '@jest/globals';
import { InvalidEventError } from '@newsflow/contracts';
import { FatalError, KafkaUnreachableError, PoisonError, TransientError, UnavailableError } from '../errors.ts';
import { actionFor, errorCode } from './actions.ts';

describe('what follows a failure', () => {
  it.each<[unknown, string, string]>([
    [new TransientError('RESET', 'm'), 'retry', 'RESET'],
    [new PoisonError('BAD', 'm'), 'dead-letter', 'BAD'],
    [new InvalidEventError('m'), 'dead-letter', 'INVALID_EVENT'],
    [new UnavailableError('DOWN', 'm'), 'pause', 'DOWN'],
    [new KafkaUnreachableError(['a:1'], 5, 'ECONNREFUSED'), 'pause', 'KAFKA_UNREACHABLE'],
    [new FatalError('BROKEN', 'm'), 'die', 'BROKEN'],
    [new TypeError('m'), 'retry', 'TypeError'],
    [Object.assign(new Error('m'), { code: 'ECONNRESET' }), 'retry', 'ECONNRESET'],
    [Object.assign(new Error('m'), { code: 11000 }), 'retry', 'Error'],
    ['a word', 'retry', 'UNKNOWN'],
    [undefined, 'retry', 'UNKNOWN'],
  ])('%p', (error, action, code) => {
    expect([actionFor(error), errorCode(error)]).toEqual([action, code]);
  });
});
