import { execFile } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type Stack, startStack } from '@newsflow/stack';
import { certificateAuthority } from '@newsflow/testing';
import { root } from './root.ts';

const folder = mkdtempSync(join(tmpdir(), 'newsflow-'));
const password = 'pa55word';
let stack: Stack;
let ca: string;

function fileOf(name: string, content: string): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

beforeAll(async () => {
  const authority = await certificateAuthority('ours');
  const secured = { ...authority.issue('127.0.0.1'), clientAuthority: authority.certificate };
  const env = { ...process.env, NEWSFLOW_KAFKA_BROKERS: '' };
  stack = await startStack({ env, secured: { ...secured, passwords: { cli: password } } });
  ca = fileOf('ca.crt', authority.certificate);
});
afterAll(() => stack.stop());

/** The command line as its user runs it. */
function newsflow(secret: string, ...args: string[]): Promise<{ exit: number; stderr: string }> {
  const env = {
    NEWSFLOW_KAFKA_BROKERS: stack.scramBrokers.join(','),
    NEWSFLOW_KAFKA_TLS: 'true',
    NEWSFLOW_KAFKA_TLS_CA_FILE: ca,
    NEWSFLOW_KAFKA_SASL_MECHANISM: 'scram-sha-512',
    NEWSFLOW_KAFKA_USERNAME: 'cli',
    NEWSFLOW_KAFKA_PASSWORD_FILE: fileOf('password', secret),
  };
  const main = join(root, 'apps', 'cli', 'dist', 'main.js');
  return new Promise((resolve) => {
    execFile(process.execPath, [main, ...args], { env }, (error, _stdout, stderr) => {
      resolve({ exit: Number(error?.code ?? 0), stderr });
    });
  });
}

it('the command line logs in to Kafka over TLS by its settings, and says what to change where it cannot', async () => {
  const right = await newsflow(password, 'provision', '--partitions', '1', '--replicas', '1');
  expect(right).toEqual({ exit: 0, stderr: expect.stringMatching(/^\d+ topics created/u) });
  const wrong = await newsflow('wr0ngword', 'lag');
  expect(wrong).toEqual({
    exit: 1,
    stderr: expect.stringMatching(
      /^newsflow: Connect to Kafka at .*NEWSFLOW_KAFKA_PASSWORD_FILE.*again does not help\n$/u,
    ),
  });
  expect(right.stderr + wrong.stderr).not.toMatch(/pa55word|wr0ngword/u);
});
