import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { certificateAuthority } from '@newsflow/testing';
import type { ServiceName } from './catalogue.ts';
import { kafkaConnection } from './kafka-connection.ts';
import { ConfigurationError, type Environment, readSettings } from './read-settings.ts';

const environment = (more: Environment = {}): Environment => ({
  NEWSFLOW_KAFKA_BROKERS: '127.0.0.1:9092',
  NEWSFLOW_MONGODB_URI: 'mongodb://127.0.0.1:27017',
  PATH: '/usr/bin',
  ...more,
});

function problemsOf(more: Environment, service: ServiceName = 'store'): readonly string[] {
  try {
    readSettings(service, environment(more));
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
  return [];
}

const scraperProblems = (more: Environment) => problemsOf(more, 'scraper');

describe('readSettings', () => {
  it('fills in the defaults', () => {
    expect(readSettings('store', environment())).toMatchObject({
      namespace: 'newsflow',
      kafkaBrokers: ['127.0.0.1:9092'],
      kafkaTls: false,
      logLevel: 'info',
      httpHost: '127.0.0.1',
      httpPort: 8103,
    });
  });

  it('reads lists, numbers and flags from text', () => {
    const more = { NEWSFLOW_KAFKA_BROKERS: 'a:1, b:2', NEWSFLOW_HTTP_PORT: '0', NEWSFLOW_KAFKA_TLS: 'true' };
    expect(readSettings('store', environment(more))).toMatchObject({
      kafkaBrokers: ['a:1', 'b:2'],
      httpPort: 0,
      kafkaTls: true,
    });
  });

  it('lists every problem at once: missing, empty, misspelt and malformed', () => {
    const problems = problemsOf({
      NEWSFLOW_KAFKA_BROKERS: '',
      NEWSFLOW_MONGODB_URI: 'localhost',
      NEWSFLOW_HTTP_PORT: '99999',
      NEWSFLOW_LOG_LEVL: 'debug',
      NEWSFLOW_BANANA: '1',
    });
    expect([...problems].sort()).toEqual([
      'NEWSFLOW_BANANA is not a setting of newsflow',
      'NEWSFLOW_HTTP_PORT must be a whole number from 0 to 65535',
      'NEWSFLOW_KAFKA_BROKERS is missing: Kafka brokers to start from.',
      'NEWSFLOW_LOG_LEVL is not a setting of newsflow; did you mean NEWSFLOW_LOG_LEVEL?',
      'NEWSFLOW_MONGODB_URI must be a mongodb:// or mongodb+srv:// address',
    ]);
  });

  it.each(['1.2.3.4', '1.2.3.4/33', '1.2.3/8', '::/129', 'fe80::1%eth0/64', 'localhost/8', '10.0.0.0/8,', '/8'])(
    'does not take %s for address ranges',
    (ranges) => {
      expect(scraperProblems({ NEWSFLOW_FETCH_ALLOW_CIDR: ranges })).toEqual([
        'NEWSFLOW_FETCH_ALLOW_CIDR must be a comma list of address ranges such as 127.0.0.0/8',
      ]);
    },
  );

  it('takes address ranges of both families, and no port above the last', () => {
    expect(
      scraperProblems({ NEWSFLOW_FETCH_ALLOW_CIDR: '10.0.0.0/8, ::1/128', NEWSFLOW_FETCH_DNS: '[::1]:53' }),
    ).toEqual([]);
    expect(scraperProblems({ NEWSFLOW_FETCH_DNS: 'a:65536', NEWSFLOW_FETCH_ALLOW_PORTS: '80,65536' })).toHaveLength(2);
  });

  it('accepts the settings of another service', () => {
    expect(
      problemsOf({ NEWSFLOW_SOURCES: 'sources.yaml', NEWSFLOW_PARSER_THREADS: '2', NEWSFLOW_CACHE: '/tmp' }),
    ).toEqual([]);
  });

  it('never repeats a value, which may be a secret', () => {
    expect(problemsOf({ NEWSFLOW_MONGODB_URI: 'mongo://user:hunter2@db' }).join('\n')).not.toContain('hunter2');
  });

  it('reads the password from its file and misses one where a login is asked for', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'newsflow-')), 'password');
    writeFileSync(file, 'hunter2\n');
    const login = { NEWSFLOW_KAFKA_SASL_MECHANISM: 'scram-sha-512', NEWSFLOW_KAFKA_USERNAME: 'store' };
    const read = readSettings('store', environment({ ...login, NEWSFLOW_KAFKA_PASSWORD_FILE: file }));
    expect(read.kafkaPassword).toBe('hunter2');
    expect(problemsOf(login)).toEqual([
      'NEWSFLOW_KAFKA_PASSWORD_FILE is missing: NEWSFLOW_KAFKA_SASL_MECHANISM is set',
    ]);
    expect(problemsOf({ NEWSFLOW_KAFKA_USERNAME: 'store', NEWSFLOW_KAFKA_PASSWORD_FILE: file })).toEqual([
      'NEWSFLOW_KAFKA_SASL_MECHANISM is missing: NEWSFLOW_KAFKA_USERNAME is set',
    ]);
    expect(problemsOf({ ...login, NEWSFLOW_KAFKA_PASSWORD_FILE: '/nowhere' })).toEqual([
      'NEWSFLOW_KAFKA_PASSWORD_FILE must be the name of a file that can be read',
    ]);
  });

  describe('of certificates for Kafka', () => {
    const folder = mkdtempSync(join(tmpdir(), 'newsflow-'));
    const fileOf = (name: string, content: string): string => {
      writeFileSync(join(folder, name), content);
      return join(folder, name);
    };
    const tls = { NEWSFLOW_KAFKA_TLS: 'true' };

    it('read them and the key, which belong together', async () => {
      const authority = await certificateAuthority('ours');
      const [one, other] = [authority.issue('one'), authority.issue('other')];
      const ca = { NEWSFLOW_KAFKA_TLS_CA_FILE: fileOf('ca.crt', authority.certificate) };
      const certificate = { NEWSFLOW_KAFKA_TLS_CERT_FILE: fileOf('one.crt', one.certificate) };
      const key = { NEWSFLOW_KAFKA_TLS_KEY_FILE: fileOf('one.key', one.key) };
      const read = readSettings('store', environment({ ...tls, ...ca, ...certificate, ...key }));
      const pem = [authority.certificate, one.certificate, one.key].map((text) => text.trimEnd());
      expect([read.kafkaTlsCa, read.kafkaTlsCertificate, read.kafkaTlsKey]).toEqual(pem);
      expect(kafkaConnection(read)).toEqual({ tls: { ca: pem[0], cert: pem[1], key: pem[2] } });
      expect(problemsOf({ ...tls, ...certificate })).toEqual([
        'NEWSFLOW_KAFKA_TLS_KEY_FILE is missing: NEWSFLOW_KAFKA_TLS_CERT_FILE is set',
      ]);
      expect(
        problemsOf({ ...tls, ...certificate, NEWSFLOW_KAFKA_TLS_KEY_FILE: fileOf('other.key', other.key) }),
      ).toEqual(['NEWSFLOW_KAFKA_TLS_KEY_FILE holds the key of another certificate than NEWSFLOW_KAFKA_TLS_CERT_FILE']);
      expect(problemsOf(ca)).toEqual(['NEWSFLOW_KAFKA_TLS must be true: NEWSFLOW_KAFKA_TLS_CA_FILE is set']);
    });

    it('refuse a file that holds something else or cannot be read', () => {
      const file = fileOf('nonsense', 'hunter2');
      const names = { NEWSFLOW_KAFKA_TLS_CA_FILE: '/nowhere', NEWSFLOW_KAFKA_TLS_CERT_FILE: file };
      expect(problemsOf({ ...tls, ...names, NEWSFLOW_KAFKA_TLS_KEY_FILE: file })).toEqual([
        'NEWSFLOW_KAFKA_TLS_CA_FILE must be the name of a file that holds certificates (PEM)',
        'NEWSFLOW_KAFKA_TLS_CERT_FILE must be the name of a file that holds certificates (PEM)',
        'NEWSFLOW_KAFKA_TLS_KEY_FILE must be the name of a file that holds an unencrypted private key (PEM)',
      ]);
    });
  });

  describe('of a MongoDB address, which holds a password', () => {
    const address = 'mongodb://store:hunter2@db:27017/?replicaSet=rs0';
    const fileOf = (content: string): string => {
      const file = join(mkdtempSync(join(tmpdir(), 'newsflow-')), 'uri');
      writeFileSync(file, content);
      return file;
    };
    const inFile = (path: string): Environment => ({ NEWSFLOW_MONGODB_URI: '', NEWSFLOW_MONGODB_URI_FILE: path });

    it('take it from a file', () => {
      expect(readSettings('store', environment(inFile(fileOf(`${address}\n`)))).mongodbUri).toBe(address);
    });

    it('refuse both the address and the file', () => {
      expect(problemsOf({ NEWSFLOW_MONGODB_URI_FILE: fileOf(address) })).toEqual([
        'NEWSFLOW_MONGODB_URI and NEWSFLOW_MONGODB_URI_FILE are both set: leave one of them out',
      ]);
    });

    it('miss them when there is neither', () => {
      expect(problemsOf({ NEWSFLOW_MONGODB_URI: undefined })).toEqual([
        expect.stringContaining('NEWSFLOW_MONGODB_URI or NEWSFLOW_MONGODB_URI_FILE is missing: MongoDB replica set.'),
      ]);
    });

    it('refuse a file that cannot be read or holds something else, without repeating it', () => {
      expect(problemsOf(inFile('/nowhere'))).toEqual([
        'NEWSFLOW_MONGODB_URI_FILE must be the name of a file that can be read',
      ]);
      expect(problemsOf(inFile(fileOf('mongo://user:hunter2@db')))).toEqual([
        'The file of NEWSFLOW_MONGODB_URI_FILE must hold a mongodb:// or mongodb+srv:// address',
      ]);
    });
  });
});
