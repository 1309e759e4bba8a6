import { describe, expect, it } from '@jest/globals';
import { encodeEvent, type FetchRequest, InvalidEventError, maxUrlLength } from '@newsflow/contracts';
import { PoisonError } from '@newsflow/kafka';
import { readRequest } from './read-request.ts';

const aRequest = (data: FetchRequest, id = 'r1') =>
  encodeEvent({
    type: 'newsflow.fetch.requested.v1',
    id,
    source: '/test',
    time: '2026-03-03T10:00:00.000Z',
    subject: 'x',
    data,
  });

describe('readRequest', () => {
  it('reads the URL and what the sender wishes', () => {
    const data = { url: 'http://a.example/x', sourceId: 's', priority: 9, notBefore: '2026-03-04T00:00:00Z' };
    expect(readRequest(aRequest(data))).toMatchObject({
      kind: 'page',
      url: 'http://a.example/x',
      sourceId: 's',
      priority: 9,
      notBefore: new Date('2026-03-04T00:00:00Z'),
    });
    expect(readRequest(aRequest({ url: 'http://a.example/' }))).toMatchObject({
      priority: 5,
      notBefore: null,
      sourceId: null,
    });
  });

  it('tells two requests for one URL apart, and one request from its repetition', () => {
    const identity = (id: string) => readRequest(aRequest({ url: 'http://a.example/' }, id)).request;
    expect(identity('r1')).toBe(identity('r1'));
    expect(identity('r1')).not.toBe(identity('r2'));
  });

  it.each(['ftp://a.example/', 'a.example', 'javascript:alert(1)'])('refuses %s for good', (url) => {
    expect(() => readRequest(aRequest({ url }))).toThrow(PoisonError);
  });

  it('keeps credentials out of what is fetched and told to others', () => {
    const { url } = readRequest(aRequest({ url: 'http://reader:secret@a.example/x?utm_source=mail#top' }));
    expect(url).toBe('http://a.example/x');
  });

  it('refuses a URL beyond the limit and an event that is no request', () => {
    expect(() => readRequest(aRequest({ url: `http://a.example/${'x'.repeat(maxUrlLength)}` }))).toThrow(
      'more than 4096',
    );
    // Within the limit until its letters are escaped.
    expect(() => readRequest(aRequest({ url: `http://a.example/${'\u00e9'.repeat(1000)}` }))).toThrow('more than 4096');
    expect(() => readRequest({ key: null, value: Buffer.from('{'), headers: {} })).toThrow(InvalidEventError);
  });
});
