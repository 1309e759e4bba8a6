import { describe, expect, it } from '@jest/globals';
import kafkajs from 'kafkajs';
import { PoisonError } from '../errors.ts';
import { briefly, kafkaFailure, protocolError } from './kafka-failure.ts';

const protocol = (type: string, message = 'inner words'): Error =>
  new kafkajs.KafkaJSProtocolError(Object.assign(new Error(message), { type }));
const wrapped = (cause: Error): Error => Object.assign(new kafkajs.KafkaJSNonRetriableError(cause), { cause });

describe('an error of kafkajs', () => {
  it.each([
    ['MESSAGE_TOO_LARGE', 'PoisonError', 'RECORD_TOO_LARGE'],
    ['INVALID_RECORD', 'PoisonError', 'INVALID_RECORD'],
    ['UNKNOWN_TOPIC_OR_PARTITION', 'UnavailableError', 'TOPIC_MISSING'],
    ['TOPIC_AUTHORIZATION_FAILED', 'FatalError', 'KAFKA_REFUSED'],
    ['SASL_AUTHENTICATION_FAILED', 'FatalError', 'KAFKA_REFUSED'],
    ['INVALID_REPLICATION_FACTOR', 'FatalError', 'KAFKA_MISCONFIGURED'],
    ['NOT_ENOUGH_REPLICAS', 'UnavailableError', 'KAFKA_UNAVAILABLE'],
  ])('%s is a %s %s, also as the cause of another', (type, name, code) => {
    for (const error of [protocol(type), wrapped(protocol(type))]) {
      expect(kafkaFailure('Doing', error)).toMatchObject({ name, code, message: 'Doing: inner words', cause: error });
    }
  });

  it('of an unknown kind means that Kafka is not available', () => {
    expect(kafkaFailure('Doing', new Error('socket hang up'))).toMatchObject({
      name: 'UnavailableError',
      code: 'KAFKA_UNAVAILABLE',
    });
  });

  it('that is one of ours already stays what it is', () => {
    const ours = new PoisonError('BAD', 'bad');
    expect(kafkaFailure('Doing', ours)).toBe(ours);
  });

  it('is told by its innermost message', () => {
    expect([briefly(wrapped(protocol('X'))), briefly('a word')]).toEqual(['inner words', 'a word']);
    expect(protocolError(new Error('x'))).toBeUndefined();
  });
});
