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
    ['INVALID_REPLICATION_FACTOR', 'FatalError', 'KAFKA_MISCONFIGURED'],
    ['NOT_ENOUGH_REPLICAS', 'UnavailableError', 'KAFKA_UNAVAILABLE'],
  ])('%s is a %s %s, also as the cause of another', (type, name, code) => {
    for (const error of [protocol(type), wrapped(protocol(type))]) {
      expect(kafkaFailure('Doing', error)).toMatchObject({ name, code, message: 'Doing: inner words', cause: error });
    }
  });

  const connectionError = (code: string): Error =>
    new kafkajs.KafkaJSConnectionError('inner words', { broker: 'a:1', code });
  const refusedLogin = Object.assign(new Error('inner words'), { name: 'KafkaJSSASLAuthenticationError' });

  it.each([
    ['SASL_AUTHENTICATION_FAILED', protocol('SASL_AUTHENTICATION_FAILED'), 'KAFKA_REFUSED', 'PASSWORD_FILE'],
    ['an error of a login', refusedLogin, 'KAFKA_REFUSED', 'USERNAME'],
    ['UNSUPPORTED_SASL_MECHANISM', protocol('UNSUPPORTED_SASL_MECHANISM'), 'KAFKA_REFUSED', 'SASL_MECHANISM'],
    ['SELF_SIGNED_CERT_IN_CHAIN', connectionError('SELF_SIGNED_CERT_IN_CHAIN'), 'KAFKA_UNTRUSTED', 'TLS_CA_FILE'],
    ['another name', connectionError('ERR_TLS_CERT_ALTNAME_INVALID'), 'KAFKA_UNTRUSTED', 'BROKERS'],
    ['an alert', connectionError('ERR_SSL_TLSV1_ALERT_UNKNOWN_CA'), 'KAFKA_REFUSED', 'TLS_CERT_FILE'],
    ['an alert', connectionError('ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED'), 'KAFKA_REFUSED', 'TLS_KEY_FILE'],
  ])('that no retry helps against says which setting does: %s', (_what, error, code, setting) => {
    for (const one of [error, wrapped(error)]) {
      const failure = kafkaFailure('Doing', one);
      expect(failure).toMatchObject({ name: 'FatalError', code });
      expect(failure.message).toMatch(/^Doing: inner words: .*; trying again does not help$/u);
      expect(failure.message).toContain(`NEWSFLOW_KAFKA_${setting}`);
    }
  });

  it('waits for a certificate that has run out to be renewed', () => {
    for (const code of ['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID'])
      expect(kafkaFailure('Doing', connectionError(code))).toMatchObject({ name: 'UnavailableError' });
  });

  it('of OpenSSL is told by its reason alone', () => {
    const told =
      '408D:error:0A000412:SSL routines:ssl3_read_bytes:ssl/tls alert bad certificate:../rec.c:918:SSL alert\n';
    expect(briefly(new Error(`Connection error: ${told}`))).toBe('Connection error: ssl/tls alert bad certificate');
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
