import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from '@jest/globals';
import { killServices, messages, runServiceProcess, urlOf } from '../service/service-process.ts';

afterEach(killServices);

describe('a traced service process', () => {
  const oneSpan = `return inSpan({ name: 'a piece of work' }, async () => ({ module, transport: new Transport() }));`;
  const traced = (port: number, more: Record<string, string> = {}) => ({
    NEWSFLOW_TRACING: 'true',
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`,
    ...more,
  });
  const servers: Server[] = [];
  const listening = async (server: Server): Promise<number> => {
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return (server.address() as AddressInfo).port;
  };
  afterEach(async () => {
    for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
  });

  it('sends its last spans before it ends, as protobuf where nothing else is asked for', async () => {
    const seen: { path: string | undefined; type: string | undefined; body: string }[] = [];
    const collector = createHttpServer((request, response) => {
      void buffer(request).then((body) => {
        seen.push({ path: request.url, type: request.headers['content-type'], body: body.toString('latin1') });
        response.end();
      });
    });
    const service = runServiceProcess(oneSpan, {
      ...traced(await listening(collector)),
      OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=test',
    });
    await service.said('consuming');
    service.child.kill('SIGTERM');
    expect(await service.exit).toBe(0);
    expect(seen).toEqual([
      { path: '/v1/traces', type: 'application/x-protobuf', body: expect.stringContaining('a piece of work') },
    ]);
    for (const word of ['newsflow-store', 'deployment.environment.name']) expect(seen[0]?.body).toContain(word);
  });

  it('works and ends in order while its collector does not answer', async () => {
    const connections: unknown[] = [];
    const silent = createServer((socket) => {
      connections.push(socket);
      socket.on('error', () => undefined).resume();
    });
    const environment = traced(await listening(silent), { OTEL_BSP_SCHEDULE_DELAY: '1' });
    const service = runServiceProcess(oneSpan, environment);
    await service.said('consuming');
    expect((await fetch(`${urlOf(service)}/health/ready`)).status).toBe(200);
    service.child.kill('SIGTERM');
    expect(await service.exit).toBe(0);
    expect(connections.length).toBeGreaterThan(0);
    expect(messages(service).at(-1)).toBe('stopped');
  });

  it('says once that its collector is away, and works', async () => {
    const gone = createServer();
    const port = await listening(gone);
    await new Promise((resolve) => servers.pop()?.close(resolve));
    const service = runServiceProcess(
      `setInterval(() => inSpan({ name: "more" }, async () => {}), 1); ${oneSpan}`,
      traced(port, { OTEL_BSP_SCHEDULE_DELAY: '1', OTEL_EXPORTER_OTLP_TIMEOUT: '50' }),
    );
    await service.said('traces do not arrive');
    expect((await fetch(`${urlOf(service)}/health/ready`)).status).toBe(200);
    service.child.kill('SIGTERM');
    expect(await service.exit).toBe(0);
    expect(messages(service).filter((word) => word.startsWith('traces'))).toHaveLength(1);
  });

  it('says what it does not understand of the standard variables, and goes on', async () => {
    const collector = createHttpServer((request, response) => {
      request.resume();
      response.end();
    });
    const service = runServiceProcess(
      oneSpan,
      traced(await listening(collector), { OTEL_TRACES_SAMPLER: 'sometimes', OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' }),
    );
    await service.said('consuming');
    expect(service.lines.filter(({ level }) => level === 'warn').map(({ msg }) => msg.split(' ')[0])).toEqual([
      'OTEL_TRACES_SAMPLER',
      'OTEL_EXPORTER_OTLP_PROTOCOL',
    ]);
    service.child.kill('SIGTERM');
    expect(await service.exit).toBe(0);
  });
});
