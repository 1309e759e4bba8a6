import { createServer } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { killServices, messages, runServiceProcess as run, urlOf } from './service-process.ts';

afterEach(killServices);

describe('a service process', () => {
  it('lists all wrong settings, one line each, and ends with 1', async () => {
    const service = run('return { module };', { NEWSFLOW_KAFKA_BROKERS: '', NEWSFLOW_MONGO_URI: 'mongodb://x' });
    expect(await service.exit).toBe(1);
    expect(service.stderr).toEqual([
      'newsflow-store: NEWSFLOW_MONGO_URI is not a setting of newsflow; did you mean NEWSFLOW_MONGODB_URI?',
      'newsflow-store: NEWSFLOW_KAFKA_BROKERS is missing: Kafka brokers to start from.',
    ]);
  });

  it('is alive but not ready while it waits for a dependency, and stops at once when told to', async () => {
    const service = run(`
      context.health.register('mongodb', () => { throw new Error('connection refused'); });
      const down = () => Promise.reject(new UnavailableError('MONGODB_UNAVAILABLE', 'MongoDB does not answer'));
      return { module, start: () => context.keepTrying('migrations', down) };`);
    await service.said('migrations: waiting, MongoDB does not answer');
    expect((await fetch(`${urlOf(service)}/health/live`)).status).toBe(200);
    const ready = await fetch(`${urlOf(service)}/health/ready`);
    expect(ready.status).toBe(503);
    expect(await ready.json()).toEqual({
      status: 'not ready',
      notReady: [
        { name: 'service', reason: 'starting' },
        { name: 'mongodb', reason: 'connection refused' },
      ],
    });
    service.child.kill('SIGTERM');
    expect(await service.exit).toBe(0);
    expect(service.stderr).toEqual([]);
  });

  it('is ready once it consumes, shows its metrics, and shuts down in order', async () => {
    const service = run(`
      return { module, transport: new Transport(), start: async () => say('started'), stop: async () => say('stopped working'),
        close: async () => say('closed') };`);
    await service.said('consuming');
    const ready = await fetch(`${urlOf(service)}/health/ready`);
    expect([ready.status, await ready.json()]).toEqual([200, { status: 'ready', notReady: [] }]);
    const metrics = await fetch(`${urlOf(service)}/metrics`);
    expect(metrics.headers.get('content-type')).toContain('text/plain');
    expect(await metrics.text()).toContain('# TYPE newsflow_consumer_lag_seconds gauge');
    service.child.kill('SIGTERM');
    expect(await service.exit).toBe(0);
    const order = ['started', 'consuming', 'stopping', 'drained', 'stopped working', 'closed', 'stopped'];
    expect(messages(service).filter((word) => order.includes(word))).toEqual(order);
  });

  it('is not ready while it drains', async () => {
    const service = run(`
      let finish; process.on('SIGUSR2', () => finish());
      return { module, transport: new Transport(), stop: () => new Promise((resolve) => { finish = resolve; say('draining'); }) };`);
    await service.said('consuming');
    service.child.kill('SIGTERM');
    await service.said('draining');
    expect((await fetch(`${urlOf(service)}/health/ready`)).status).toBe(503);
    expect((await fetch(`${urlOf(service)}/health/live`)).status).toBe(200);
    service.child.kill('SIGUSR2');
    expect(await service.exit).toBe(0);
  });

  it('ends with 1 and says so when the drain takes longer than its limit', async () => {
    const service = run('return { module, transport: new Transport(), stop: () => new Promise(() => {}) };', {
      NEWSFLOW_DRAIN_LIMIT_MS: '1',
    });
    await service.said('consuming');
    service.child.kill('SIGTERM');
    expect(await service.exit).toBe(1);
    expect(service.lines.at(-1)?.level).toBe('fatal');
    expect(messages(service).at(-1)).toContain('longer than the limit');
  });

  it('ends with 1 and says so when the transport gave up on a handler', async () => {
    const service = run('return { module, transport: Object.assign(new Transport(), { stuck: true }) };');
    await service.said('consuming');
    service.child.kill('SIGTERM');
    expect(await service.exit).toBe(1);
    expect(messages(service).at(-1)).toContain('longer than the limit');
  });

  it('ends at once with 1 at a second signal', async () => {
    const service = run(
      'return { module, transport: new Transport(), stop: () => new Promise(() => say("draining")) };',
    );
    await service.said('consuming');
    service.child.kill('SIGTERM');
    await service.said('draining');
    service.child.kill('SIGINT');
    expect(await service.exit).toBe(1);
    expect(messages(service).at(-1)).toContain('a second signal (SIGINT)');
  });

  it.each([
    [
      'a consumer that is dead for good',
      'const transport = new Transport(); setTimeout(() => transport.fail(new Error("boom")), 1); return { module, transport };',
    ],
    ['an unhandled rejection', 'setTimeout(() => Promise.reject(new Error("boom")), 1); return { module };'],
    ['an error at the start', 'return { module, start: () => Promise.reject(new Error("boom")) };'],
    ['an error while it is built', 'throw new Error("boom");'],
  ])('ends with 1 and one line after %s', async (_what, parts) => {
    const service = run(parts);
    expect(await service.exit).toBe(1);
    expect(service.stderr).toEqual([]);
    expect(service.lines.filter(({ level }) => level === 'fatal')).toEqual([
      expect.objectContaining({ msg: 'ends: boom' }),
    ]);
  });

  it('ends with 1 and one line when its port is taken', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as { port: number };
    const service = run('return { module };', { NEWSFLOW_HTTP_PORT: String(port) });
    expect(await service.exit).toBe(1);
    await new Promise((resolve) => other.close(resolve));
    expect(messages(service).at(-1)).toContain(`EADDRINUSE`);
  });
});
