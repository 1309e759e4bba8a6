import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SaxesParser } from 'saxes';
import { readManifest } from './manifest.ts';
import { startSampleSite } from './sample-site.ts';
import type { Site } from './site.ts';
import { fetchFrom, resolverOf, startsOf } from './testkit.ts';

/** Texts of the elements of that name, and `href` of links; throws if the document is not well-formed. */
function readXml(document: string, element: string): string[] {
  const found: string[] = [];
  let inside = false;
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    inside = name === element;
    if (inside && attributes['href'] !== undefined) found.push(attributes['href']);
  });
  parser.on('text', (text) => {
    if (inside && text.trim() !== '') found.push(text);
  });
  parser.on('closetag', () => {
    inside = false;
  });
  parser.write(document).close();
  return found;
}

describe('startSampleSite', () => {
  let site: Site;
  beforeAll(async () => {
    site = await startSampleSite();
  });
  afterAll(() => site.stop());

  function expectation(path: string) {
    const found = site.expectations.find(({ url }) => new URL(url).pathname === path);
    if (!found) throw new Error(`no page ${path}`);
    return found;
  }

  it('serves every file of the manifest with its status and content type', async () => {
    const { pages } = await readManifest();
    for (const [index, { url }] of site.expectations.entries()) {
      const { status, headers } = await fetchFrom(site, url);
      const serve = pages[index]?.serve;
      expect({ url, status, type: headers['content-type'] }).toEqual({
        url,
        status: serve?.status ?? 200,
        type: serve?.redirect === undefined ? (serve?.contentType ?? 'text/html; charset=utf-8') : undefined,
      });
    }
  });

  it('leaves no placeholder anywhere', async () => {
    expect(site.sourcesYaml + JSON.stringify(site.expectations)).not.toContain('{{');
    const documents = startsOf(site).flatMap((start) => Object.values(start));
    const robots = site.expectations.map(({ url }) => new URL('/robots.txt', url).href);
    for (const url of [...site.expectations.map(({ url }) => url), ...documents, ...new Set(robots)]) {
      const { body } = await fetchFrom(site, url);
      expect({ url, placeholder: body.includes('{{') }).toEqual({ url, placeholder: false });
    }
  });

  it('has well-formed feeds and a sitemap that list pages of the manifest alone', async () => {
    const known = site.expectations.map(({ url }) => url);
    const readers: [path: string, element: string][] = [
      ['/feed.xml', 'link'],
      ['/atom.xml', 'link'],
      ['/sitemap.xml', 'loc'],
    ];
    for (const [path, element] of readers) {
      const start = startsOf(site)
        .flatMap((entry) => Object.values(entry))
        .find((url) => url.endsWith(path));
      if (start === undefined) throw new Error(`no source starts at ${path}`);
      const links = readXml((await fetchFrom(site, start)).body.toString(), element).filter((link) => link !== start);
      expect(links.length).toBeGreaterThan(3);
      expect(known).toEqual(expect.arrayContaining(links.map((link) => link.replace(/\?.*/, ''))));
    }
  });

  it('disallows a listed page on four hosts', async () => {
    const refused = site.expectations.filter(({ expected }) => expected?.scraper === 'refused-robots');
    expect(new Set(refused.map(({ url }) => new URL(url).hostname)).size).toBe(4);
    for (const { url } of refused) {
      const robots = (await fetchFrom(site, new URL('/robots.txt', url).href)).body.toString();
      const disallowed = /^Disallow: (.*)$/m.exec(robots)?.[1] ?? 'nothing';
      expect(new URL(url).pathname.startsWith(disallowed)).toBe(true);
    }
  });

  it('cuts one gzip stream in the middle', async () => {
    const broken = site.expectations.find(({ expected }) => expected?.scraper === 'failed');
    const { headers, body } = await fetchFrom(site, broken?.url ?? '');
    expect(headers).toMatchObject({ 'content-encoding': 'gzip', 'content-length': String(body.length) });
    expect(() => gunzipSync(body)).toThrow('unexpected end of file');
  });

  it('compresses a page for a client that accepts gzip, and for no other', async () => {
    const { url } = expectation('/hafen/fahrrinne');
    const plain = await fetchFrom(site, url);
    const compressed = await fetchFrom(site, url, { 'accept-encoding': 'br, gzip' });
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(compressed.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(compressed.body)).toEqual(plain.body);
  });

  it('labels a UTF-8 page with a byte order mark as iso-8859-1, in header and meta', async () => {
    const { headers, body } = await fetchFrom(site, expectation('/kultur/buecherei-am-sonntag').url);
    expect(headers['content-type']).toBe('text/html; charset=iso-8859-1');
    expect(body.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    const text = new TextDecoder('utf-8', { fatal: true }).decode(body);
    expect(text).toContain('<meta charset="iso-8859-1">');
    expect(text).toContain('Käthe Grünwald');
  });

  it('has an empty page and one that is a PDF', async () => {
    expect((await fetchFrom(site, expectation('/notices/public').url)).body).toHaveLength(0);
    expect((await fetchFrom(site, expectation('/council/bus-timetable').url)).body.toString('latin1')).toMatch(
      /^%PDF-/,
    );
  });

  it('answers 404 under any other path and 421 under any other host name', async () => {
    const { origin } = new URL(expectation('/hafen/fahrrinne').url);
    expect((await fetchFrom(site, `${origin}/unknown`)).status).toBe(404);
    expect((await fetchFrom(site, `${origin}/`, { host: 'elsewhere.localtest' })).status).toBe(421);
  });

  it('answers 304 to whoever has the entity tag or the date of change already', async () => {
    const { url } = expectation('/business/canal-freight');
    const { headers } = await fetchFrom(site, url);
    const etag = headers.etag ?? '';
    expect(etag).toMatch(/^W\/"[0-9a-f]{16}"$/);
    expect(await fetchFrom(site, url, { 'if-none-match': `"other", ${etag}` })).toMatchObject({ status: 304 });
    expect(await fetchFrom(site, url, { 'if-none-match': '"other"' })).toMatchObject({ status: 200 });
    const dated = expectation('/world/ice-warnings').url;
    const lastModified = (await fetchFrom(site, dated)).headers['last-modified'] ?? '';
    expect(await fetchFrom(site, dated, { 'if-modified-since': lastModified })).toMatchObject({ status: 304 });
  });

  it('redirects within a host and to another one, to pages of the manifest', async () => {
    const locations = await Promise.all(
      ['/2026/11/tide-tables', '/wire/vesterhav-guidance'].map(
        async (path) => (await fetchFrom(site, expectation(path).url)).headers.location,
      ),
    );
    expect(locations).toEqual([
      expectation('/news/tide-tables-online').url,
      expectation('/markets/vesterhav-guidance').url,
    ]);
  });

  it('changes one page after its first fetch', async () => {
    const own = await startSampleSite();
    try {
      const { url } = own.expectations.find(({ laterContent }) => laterContent) ?? { url: '' };
      const [first, second, third] = [await fetchFrom(own, url), await fetchFrom(own, url), await fetchFrom(own, url)];
      expect(second.body).not.toEqual(first.body);
      expect(third.body).toEqual(second.body);
    } finally {
      await own.stop();
    }
  });

  it('sends a page in windows-1256 and says so in the page alone', async () => {
    const { headers, body } = await fetchFrom(site, expectation('/archive/1203.html').url);
    expect(headers['content-type']).toBe('text/html');
    expect(body.toString('latin1')).toContain('charset=windows-1256');
    expect(() => new TextDecoder('utf-8', { fatal: true }).decode(body)).toThrow();
    expect(new TextDecoder('windows-1256').decode(body)).toContain('پل قديمي نيكروز');
  });

  it('serves the same page under a link that says where its reader came from', async () => {
    const { url } = expectation('/hafen/fahrrinne');
    expect((await fetchFrom(site, `${url}?utm_source=rss`)).body).toEqual((await fetchFrom(site, url)).body);
    expect(site.log.at(-1)?.url).toBe(url);
  });

  it('resolves its own host names alone, each to an address that the scraper may be told to allow', async () => {
    for (const host of site.hosts) {
      const addresses = await resolverOf(site).resolve4(host);
      expect(site.allowCidr.split(',')).toEqual(expect.arrayContaining(addresses.map((address) => `${address}/32`)));
    }
    await expect(resolverOf(site).resolve4('example.com')).rejects.toMatchObject({ code: 'ENOTFOUND' });
    await expect(resolverOf(site).resolve6(site.hosts[0] ?? '')).rejects.toMatchObject({ code: 'ENODATA' });
  });

  it('logs each request with its user agent', async () => {
    const { url } = expectation('/archiv/stadtfest-2019');
    await fetchFrom(site, url, { 'user-agent': 'test/1' });
    expect(site.log).toContainEqual({
      url,
      at: expect.any(Date),
      status: 410,
      headers: expect.objectContaining({ 'user-agent': 'test/1' }),
    });
  });

  it('runs beside a second copy', async () => {
    const copy = await startSampleSite();
    try {
      const mine = site.expectations.map(({ url }) => url);
      for (const { url } of copy.expectations) expect(mine).not.toContain(url);
      expect((await fetchFrom(copy, copy.expectations[0]?.url ?? '')).status).toBe(200);
    } finally {
      await copy.stop();
    }
  });
});
