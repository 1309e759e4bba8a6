import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { settings } from '@newsflow/runtime/settings';
import { given } from './given.ts';
import { connectionOf } from './kafka-client.ts';

const file = join(mkdtempSync(join(tmpdir(), 'newsflow-')), 'secret');
writeFileSync(file, 'mongodb://store:hunter2@db/\n');

it('speaks to brokers as the services do', () => {
  expect(connectionOf({})).toEqual({ tls: false });
  const login = {
    NEWSFLOW_KAFKA_TLS: 'true',
    NEWSFLOW_KAFKA_SASL_MECHANISM: 'scram-sha-512',
    NEWSFLOW_KAFKA_USERNAME: 'a',
  };
  expect(connectionOf({ ...login, NEWSFLOW_KAFKA_PASSWORD_FILE: file })).toMatchObject({
    tls: true,
    sasl: { mechanism: 'scram-sha-512', username: 'a', password: expect.stringContaining('hunter2') },
  });
  expect(() => connectionOf(login)).toThrow(
    expect.objectContaining({ exit: 2, message: expect.stringContaining('NEWSFLOW_KAFKA_PASSWORD_FILE is missing') }),
  );
});

it('does not take a file of something else for a certificate', () => {
  expect(() => connectionOf({ NEWSFLOW_KAFKA_TLS: 'true', NEWSFLOW_KAFKA_TLS_CA_FILE: file })).toThrow(
    expect.objectContaining({
      exit: 2,
      message: 'NEWSFLOW_KAFKA_TLS_CA_FILE must be the name of a file that holds certificates (PEM)',
    }),
  );
});

it('takes a secret address from its file, as the services do', () => {
  expect(given(settings.store.mongodbUri, { NEWSFLOW_MONGODB_URI_FILE: file })).toBe('mongodb://store:hunter2@db/');
});
