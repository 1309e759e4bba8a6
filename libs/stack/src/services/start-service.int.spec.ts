import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { startService } from './start-service.ts';

/** A service that becomes ready, with something more to do. */
const ready = (more: string) => `
  import http from 'node:http';
  http.createServer((request, response) => {
    response.statusCode = request.url === '/health/ready' ? 200 : 404;
    response.end(JSON.stringify(process.env));
  }).listen(Number(process.env.NEWSFLOW_HTTP_PORT), '127.0.0.1');
  ${more}`;

describe('a service', () => {
  let root: string;

  beforeEach(async () => {
    root = await mkdtemp(path.join(os.tmpdir(), 'newsflow-test-'));
    await writeFile(path.join(root, 'package.json'), '{"type":"module"}');
  });
  afterEach(async () => {
    delete process.env['NEWSFLOW_FOR_THE_STARTER'];
    await rm(root, { recursive: true, force: true });
  });

  const start = async (source: string, options: { env?: NodeJS.ProcessEnv; readyLimitMs?: number } = {}) => {
    const folder = path.join(root, 'apps', 'parser', 'dist');
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, 'main.js'), source);
    return startService({ name: 'parser', root, env: {}, logFile: path.join(root, 'logs', 'parser.log'), ...options });
  };

  it('is there when it says that it is ready, and ends in order at SIGTERM', async () => {
    const service = await start(ready("process.on('SIGTERM', () => { console.log('drained'); process.exit(0); });"));

    expect(await service.isReady(1_000)).toBe(true);
    expect(await service.memoryBytes()).toBeGreaterThan(10 * 1024 * 1024);
    expect(await service.stop()).toEqual({ code: 0, signal: null, killed: false });
    expect(await readFile(service.logFile, 'utf8')).toBe('drained\n');
    expect(await service.memoryBytes()).toBe(0);
  });

  it('gets the settings given to it, and none of ours', async () => {
    process.env['NEWSFLOW_FOR_THE_STARTER'] = 'x';
    const service = await start(ready(''), { env: { NEWSFLOW_NAMESPACE: 'test' } });

    const env = (await (await fetch(service.url)).json()) as NodeJS.ProcessEnv;
    await service.kill();

    expect(
      Object.keys(env)
        .filter((name) => name.startsWith('NEWSFLOW_'))
        .sort(),
    ).toEqual(['NEWSFLOW_HTTP_PORT', 'NEWSFLOW_NAMESPACE']);
    expect(env['PATH']).toBe(process.env['PATH']);
  });

  it('that ends while starting is an error with the reason that it logged, and not with one of before', async () => {
    await mkdir(path.join(root, 'logs'));
    await writeFile(path.join(root, 'logs', 'parser.log'), 'an error of yesterday\n');
    const failing = "console.error('NEWSFLOW_KAFKA_BROKERS is missing'); process.exit(2);";

    await expect(start(failing)).rejects.toMatchObject({
      code: 'service-not-started',
      message: `The parser ended while starting (exit code 2): NEWSFLOW_KAFKA_BROKERS is missing, see ${path.join(root, 'logs', 'parser.log')}`,
    });
  });

  it('that is never ready is ended and an error', async () => {
    const never = "console.log('pid', process.pid); setInterval(() => {}, 1000);";

    await expect(start(never, { readyLimitMs: 1_500 })).rejects.toMatchObject({
      message: expect.stringMatching(/^The parser was not ready within 1500 ms: pid \d+, see /),
    });

    const pid = Number((await readFile(path.join(root, 'logs', 'parser.log'), 'utf8')).split(' ')[1]);
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  });

  it('that does not heed SIGTERM is killed after the limit, which is told', async () => {
    const service = await start(ready("process.on('SIGTERM', () => {});"));

    expect(await service.stop(300)).toEqual({ code: null, signal: 'SIGKILL', killed: true });
  });

  it('that ends by itself later is noticed', async () => {
    const service = await start(ready('setTimeout(() => process.exit(3), 500);'));

    expect(await service.exited).toEqual({ code: 3, signal: null });
  });
});
