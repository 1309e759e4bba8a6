// The same suite as start-stack.int.spec.ts, on containers, and what is true of containers alone.
import { describe, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { removeStackData } from './docker/docker-parts.ts';
import { dockerEngine, dockerVersion } from './docker/engine.ts';
import { startStack } from './start-stack.ts';

process.env['NEWSFLOW_STACK'] = 'docker';
// Where continuous integration has no engine, the suite fails at its first start.
const wanted = (await dockerVersion()) !== null || Boolean(process.env['CI']);
if (wanted) await import('./start-stack.int.spec.ts');

(wanted ? describe : describe.skip)(`on containers${wanted ? '' : ' (skipped: no Docker engine answers)'}`, () => {
  const ourContainers = async () => {
    const containers = await (await dockerEngine()).container.list();
    return containers.filter(({ Labels: labels }) => labels['org.newsflow.owner'] === String(process.pid));
  };

  it('starts by itself on a machine that cannot have processes', async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'newsflow-test-'));
    const stack = await startStack({
      env: { ...process.env, NEWSFLOW_STACK: '', PATH: folder, NEWSFLOW_CACHE: folder },
    });
    try {
      expect([stack.kafka.source, stack.mongodb.source]).toEqual(['docker', 'docker']);
      expect(await ourContainers()).toHaveLength(2);
    } finally {
      await stack.stop();
      await rm(folder, { recursive: true });
    }
    expect(await ourContainers()).toEqual([]);
  });

  it('publishes nothing beyond loopback', async () => {
    const stack = await startStack();
    try {
      const addresses = (await ourContainers()).flatMap(({ Ports: ports }) => ports.map(({ IP: address }) => address));
      expect(new Set(addresses.filter(Boolean))).toEqual(new Set(['127.0.0.1']));
    } finally {
      await stack.stop();
    }
  });

  it('leaves no volume behind when its data are removed', async () => {
    const dataDir = await mkdtemp(path.join(os.tmpdir(), 'newsflow-test-'));
    const { dockerode } = (await dockerEngine()).container;
    const volumes = async () =>
      (await dockerode.listVolumes()).Volumes.map(({ Name: name }) => name).filter((name) =>
        /^newsflow-[0-9a-f]{12}-/.test(name),
      );
    const before = await volumes();

    await (await startStack({ profile: 'durable', dataDir })).stop();
    expect(await volumes()).toHaveLength(before.length + 2);

    await removeStackData(dataDir);
    expect(await volumes()).toEqual(before);
  });

  it('says in one line which image cannot be had', async () => {
    const env = { ...process.env, NEWSFLOW_KAFKA_IMAGE: '127.0.0.1:1/none:1' };
    await expect(startStack({ env })).rejects.toMatchObject({
      code: 'container-not-started',
      message: expect.stringMatching(/^No container of 127\.0\.0\.1:1\/none:1 \(.*NEWSFLOW_KAFKA_IMAGE/),
    });
    expect(await ourContainers()).toEqual([]);
  });
});
