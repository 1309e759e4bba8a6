import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { parseAddressRanges } from '@newsflow/crawling';
import { type LoopbackServer, recordSpans, startLoopbackServer } from '@newsflow/testing';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { FetchFailure } from './fetch-failure.ts';
import { HttpClient, type HttpRequest } from './http-client.ts';
import { NameResolver } from './name-resolver.ts';

let server: LoopbackServer;
const clients: HttpClient[] = [];

beforeAll(async () => {
  server = await startLoopbackServer('127.0.0.31', {
    '/page': (_, response) => response.end('a page'),
    '/slow-body': (_, response) => {
      // Never idle for long: only a limit on the whole can end it.
      const timer = setInterval(() => response.write('x'), 20);
      response.on('close', () => {
        clearInterval(timer);
      });
    },
    '/never': () => undefined,
    '/large': (_, response) => response.end(Buffer.alloc(5000)),
    '/large-announced': (_, response) => {
      response.writeHead(200, { 'content-length': 5000 });
      response.write('x');
    },
    '/cut': (_, response) => {
      response.writeHead(200, { 'content-length': 5000 });
      response.write('x', () => response.destroy());
    },
    '/closed': (request) => request.socket.end(),
    '/bad-length': (request) => request.socket.end('HTTP/1.1 200 OK\r\ncontent-length: -5\r\n\r\n'),
    '/no-http': (request) => request.socket.end('SSH-2.0\r\n'),
    '/many-headers': (_, response) => response.writeHead(200, { 'x-long': 'x'.repeat(40_000) }).end(),
  });
});
afterAll(() => server.stop());
afterEach(() => Promise.all(clients.splice(0).map((client) => client.close())));

function aClient({ allowed = ['127.0.0.31/32'], ports = [server.port], limitMs = 5000, dns = [] as string[] } = {}) {
  const resolver = new NameResolver(parseAddressRanges(allowed), dns);
  const client = new HttpClient({ userAgent: 'newsflow/test', resolver, allowedPorts: ports, limitMs });
  clients.push(client);
  return client;
}

const aRequest = (url: string, changes: Partial<HttpRequest> = {}): HttpRequest => ({
  url,
  accept: '*/*',
  signal: new AbortController().signal,
  wantsBody: () => true,
  limitBytes: 1000,
  over: 'fail',
  ...changes,
});

async function failureOf(
  result: Promise<unknown>,
): Promise<Pick<FetchFailure, 'outcome' | 'reason' | 'retry' | 'hostWide'>> {
  const error: unknown = await result.then(
    () => new Error('no failure'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof FetchFailure)) throw error;
  const { outcome, reason, retry, hostWide } = error;
  return { outcome, reason, retry, hostWide };
}

describe('HttpClient', () => {
  it('says who it is and reads the body', async () => {
    const answer = await aClient().get(aRequest(`${server.origin}/page?x=1`));
    expect({ status: answer.status, body: answer.wire.toString() }).toEqual({ status: 200, body: 'a page' });
    expect(server.seen.at(-1)?.headers['user-agent']).toBe('newsflow/test');
  });

  it('is traced, and tells the site nothing of it', async () => {
    const { spans } = recordSpans();
    const client = aClient();
    await client.get(aRequest(`${server.origin}/page`));
    await client.get(aRequest(`${server.origin}/large`)).catch(() => undefined);
    expect(spans()).toMatchObject([
      { name: 'GET', kind: 'CLIENT', failed: false, attributes: { 'http.response.status_code': 200 } },
      { name: 'GET', kind: 'CLIENT', failed: true, attributes: { 'error.type': 'FetchFailure' } },
    ]);
    expect(server.seen.slice(-2).map(({ path }) => path)).toEqual(['/page', '/large']);
    for (const { headers } of server.seen.slice(-2)) expect(headers).not.toHaveProperty('traceparent');
  });

  it.each([
    ['a literal address', () => server.origin],
    ['an address in another notation', () => server.origin.replace('127.0.0.31', '0x7f00001f')],
    ['a name of this machine', () => `http://localhost:${server.port}`],
    ['an IPv6 address with an IPv4 one in it', () => `http://[::ffff:127.0.0.31]:${server.port}`],
    ['a metadata service', () => `http://169.254.169.254:${server.port}`],
  ])('refuses %s that is not public', async (_, origin) => {
    const before = server.seen.length;
    const { outcome, reason } = await failureOf(aClient({ allowed: [] }).get(aRequest(`${origin()}/page`)));
    expect(outcome).toBe('refused-address');
    expect(reason).toMatch(/^address-not-public: /);
    expect(server.seen.length).toBe(before);
  });

  it('refuses a port that is not for the web', async () => {
    expect(await failureOf(aClient({ ports: [] }).get(aRequest(`${server.origin}/page`)))).toEqual({
      outcome: 'refused-address',
      reason: `port-not-allowed: ${server.port}`,
      retry: false,
      hostWide: false,
    });
  });

  it('ends a body that drips without end at the limit of the whole request', async () => {
    const started = performance.now();
    const result = failureOf(aClient({ limitMs: 300 }).get(aRequest(`${server.origin}/slow-body`)));
    expect(await result).toEqual({ outcome: 'failed', reason: 'timeout', retry: true, hostWide: false });
    expect(performance.now() - started).toBeLessThan(3000);
  });

  it('ends a request that is never answered at the same limit', async () => {
    const result = failureOf(aClient({ limitMs: 300 }).get(aRequest(`${server.origin}/never`)));
    expect(await result).toEqual({ outcome: 'failed', reason: 'timeout', retry: true, hostWide: true });
  });

  it.each(['/large', '/large-announced'])('stops reading at the size limit: %s', async (path) => {
    expect(await failureOf(aClient().get(aRequest(server.origin + path)))).toEqual({
      outcome: 'too-large',
      reason: 'received-over: 1000',
      retry: false,
      hostWide: false,
    });
  });

  it('cuts at the size limit where that is wanted', async () => {
    const { wire } = await aClient().get(aRequest(`${server.origin}/large`, { over: 'cut' }));
    expect(wire).toHaveLength(1000);
  });

  it.each([
    ['/cut', /^connection-failed: /],
    ['/closed', /^connection-failed: /],
    ['/bad-length', /^invalid-http: /],
    ['/no-http', /^invalid-http: /],
  ])(
    'takes an answer that is cut short or none for a failure of that URL alone, which may pass: %s',
    async (path, words) => {
      const { reason, ...failure } = await failureOf(
        aClient().get(aRequest(server.origin + path, { limitBytes: 10_000 })),
      );
      expect(failure).toEqual({ outcome: 'failed', retry: true, hostWide: false });
      expect(reason).toMatch(words);
    },
  );

  it('refuses headers without end', async () => {
    const { outcome, reason } = await failureOf(aClient().get(aRequest(`${server.origin}/many-headers`)));
    expect({ outcome, reason }).toEqual({ outcome: 'failed', reason: 'invalid-http: UND_ERR_HEADERS_OVERFLOW' });
  });

  it('names a refused connection, and TLS spoken to a server that has none', async () => {
    const free = await startLoopbackServer('127.0.0.31', {});
    await free.stop();
    const client = aClient({ ports: [free.port, server.port] });
    expect((await failureOf(client.get(aRequest(free.origin)))).reason).toBe('connection-refused');
    const tls = await failureOf(client.get(aRequest(server.origin.replace('http:', 'https:'))));
    expect(tls.reason).toMatch(/^tls-failure: /);
  });

  it('gives the reason of the signal when it is given up', async () => {
    const stop = new AbortController();
    const result = aClient().get(aRequest(`${server.origin}/never`, { signal: stop.signal }));
    stop.abort(new Error('stopping'));
    await expect(result).rejects.toThrow('stopping');
  });
});

describe('NameResolver', () => {
  let dns: Socket;
  let answers: Record<string, string[]>;
  const asked: string[] = [];

  /** Answers A queries in turn from the list of the name, the last one for ever: a name that changes its mind. */
  beforeAll(async () => {
    dns = createSocket('udp4');
    dns.on('message', (query, { port, address }) => {
      const { name, type, end } = readQuestion(query);
      asked.push(name);
      if (name.endsWith('silent.test')) return;
      const list = answers[name] ?? [];
      const found = type === 1 ? (list.length > 1 ? list.shift() : list[0]) : undefined;
      dns.send(dnsAnswer(query.subarray(0, end), found, list.length > 0), port, address);
    });
    dns.bind(0, '127.0.0.1');
    await once(dns, 'listening');
  });
  afterAll(() => {
    dns.close();
  });

  const servers = () => [`127.0.0.1:${dns.address().port}`];

  it('refuses a name that leads to this machine', async () => {
    answers = { 'rebind.test': ['127.0.0.31'] };
    const client = aClient({ allowed: [], dns: servers() });
    const { outcome } = await failureOf(client.get(aRequest(`http://rebind.test:${server.port}/page`)));
    expect(outcome).toBe('refused-address');
  });

  it('never connects to an address that a name changes to after the check', async () => {
    answers = { 'turns.test': ['127.0.0.31', '127.0.0.1'] };
    const resolver = new NameResolver(parseAddressRanges(['127.0.0.31/32']), servers());
    expect(await resolver.resolve('turns.test')).toEqual(['127.0.0.31']);
    // What the connection asks is checked for itself, whatever the resolver answers now.
    const connected = await new Promise((resolve) => {
      new NameResolver(parseAddressRanges(['127.0.0.31/32']), servers()).lookup(
        'turns.test',
        { all: true },
        (error, found) => {
          resolve(error ?? found);
        },
      );
    });
    expect(connected).toMatchObject({ outcome: 'refused-address', reason: 'address-not-public: 127.0.0.1' });
  });

  it('names a name that does not exist, and is done with it', async () => {
    answers = {};
    const client = aClient({ dns: servers() });
    expect(await failureOf(client.get(aRequest('http://nowhere.test/')))).toEqual({
      outcome: 'failed',
      reason: 'dns-not-found',
      retry: false,
      hostWide: false,
    });
  });

  it('waits for a name server that does not answer no longer than the limit of the request', async () => {
    const client = aClient({ dns: servers(), limitMs: 300 });
    const timeout = { outcome: 'failed', reason: 'timeout', retry: true, hostWide: true };
    const started = performance.now();
    expect(await failureOf(client.get(aRequest('http://a.silent.test/')))).toEqual(timeout);
    expect(await failureOf(client.addressOf('http://b.silent.test/', new AbortController().signal))).toEqual(timeout);
    // The name server is given 6 s for each.
    expect(performance.now() - started).toBeLessThan(3000);
  });

  it('waits no longer for a name when it is given up', async () => {
    const stop = new AbortController();
    const client = aClient({ dns: servers(), limitMs: 60_000 });
    const results = [
      client.get(aRequest('http://c.silent.test/', { signal: stop.signal })),
      client.addressOf('http://d.silent.test/', stop.signal),
    ];
    stop.abort(new Error('stopping'));
    for (const result of results) await expect(result).rejects.toThrow('stopping');
  });

  it('asks a name once, whether that fails or not, until its answer is old', async () => {
    answers = { 'known.test': ['127.0.0.31'] };
    const resolver = new NameResolver(parseAddressRanges(['127.0.0.31/32']), servers());
    const names = ['known.test', 'unknown.test'];
    const askTwice = async (): Promise<number> => {
      asked.length = 0;
      for (const name of [...names, ...names]) await resolver.resolve(name).catch(() => undefined);
      return asked.filter((name) => names.includes(name)).length;
    };
    // Of each name both kinds of address.
    expect(await askTwice()).toBe(4);
    const later = performance.now() + 31_000;
    const clock = jest.spyOn(performance, 'now').mockImplementation(() => later);
    expect(await askTwice()).toBe(4);
    clock.mockRestore();
  });
});

/** RFC 1035 section 4.1: the first question of a query. */
function readQuestion(query: Buffer): { name: string; type: number; end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += length + 1;
  }
  return { name: labels.join('.').toLowerCase(), type: query.readUInt16BE(at + 1), end: at + 5 };
}

/** The query as an answer, with one A record or none; NXDOMAIN for an unknown name. */
function dnsAnswer(question: Buffer, address: string | undefined, known: boolean): Buffer {
  const head = Buffer.from(question);
  head.writeUInt16BE(known ? 0x8180 : 0x8183, 2);
  head.writeUInt16BE(address === undefined ? 0 : 1, 6);
  head.writeUInt16BE(0, 8);
  head.writeUInt16BE(0, 10);
  if (address === undefined) return head;
  const record = Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, ...address.split('.').map(Number)]);
  return Buffer.concat([head, record]);
}
