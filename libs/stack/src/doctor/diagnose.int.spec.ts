import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { diagnose } from './diagnose.ts';

describe('the doctor', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'newsflow-test-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('finds nothing wrong on a machine where a stack starts', async () => {
    const diagnoses = await diagnose();

    expect(diagnoses.filter(({ ok }) => !ok)).toEqual([]);
    expect(diagnoses.map(({ name }) => name)).toContain('Java');
  });

  it('gives a remedy in one line for each thing that is missing', async () => {
    const diagnoses = await diagnose({
      PATH: folder,
      NEWSFLOW_CACHE: path.join(folder, 'cache'),
      NEWSFLOW_STACK: 'embedded',
    });

    const missing = diagnoses.filter(({ ok }) => !ok);
    expect(missing.map(({ name }) => name)).toEqual(['Python with pip', 'Java', 'Maven', 'mongod']);
    for (const { detail, remedy } of missing) {
      expect(detail).not.toContain('\n');
      expect(remedy).toMatch(/^install [^\n]+$/);
    }
  });

  it('asks for a Docker engine alone where Kafka and MongoDB shall be containers, and names their images', async () => {
    const [node, docker, ...more] = await diagnose({ NEWSFLOW_STACK: 'docker', NEWSFLOW_MONGODB_IMAGE: 'mine:1' });

    expect([node?.name, docker?.name, more]).toEqual(['Node.js', 'Docker engine', []]);
    if (docker?.ok) expect(docker.detail).toMatch(/, with \S+ and mine:1$/);
    else expect(docker?.remedy).toMatch(/^start Docker/);
  });

  it('asks for no program when Kafka and MongoDB come from the environment, and says that they do not answer', async () => {
    const env = {
      PATH: folder,
      NEWSFLOW_KAFKA_BROKERS: '127.0.0.1:1',
      NEWSFLOW_MONGODB_URI: 'mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=300',
    };

    const diagnoses = await diagnose(env);

    expect(diagnoses.map(({ name, ok }) => `${name} ${ok ? 'ok' : 'missing'}`)).toEqual([
      'Node.js ok',
      'Kafka missing',
      'MongoDB missing',
      'Docker engine ok',
    ]);
  });
});
