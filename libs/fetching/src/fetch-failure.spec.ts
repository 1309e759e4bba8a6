import { describe, expect, it } from '@jest/globals';
import { FetchFailure, failureOf } from './fetch-failure.ts';
import { NameResolver } from './name-resolver.ts';

const withCode = (code: string) => Object.assign(new Error('x'), { code });
const parserError = { name: 'HTTPParserError' };
const later = { retry: true, hostWide: true };
const laterAlone = { retry: true, hostWide: false };
const never = { retry: false, hostWide: false };

describe('failureOf', () => {
  it.each([
    [withCode('ENOTFOUND'), 'dns-not-found', never],
    [withCode('EBADNAME'), 'dns-not-found', never],
    [withCode('EINVAL'), 'connection-failed: EINVAL', later],
    [withCode('EAI_AGAIN'), 'dns-failure: EAI_AGAIN', later],
    [withCode('ESERVFAIL'), 'dns-failure: ESERVFAIL', later],
    [withCode('ECONNREFUSED'), 'connection-refused', later],
    [withCode('EHOSTUNREACH'), 'connection-failed: EHOSTUNREACH', later],
    [withCode('ECONNRESET'), 'connection-failed: ECONNRESET', later],
    [Object.assign(withCode('ECONNRESET'), { syscall: 'read' }), 'connection-failed: ECONNRESET', laterAlone],
    [withCode('UND_ERR_SOCKET'), 'connection-failed: UND_ERR_SOCKET', laterAlone],
    [withCode('UND_ERR_CONNECT_TIMEOUT'), 'timeout', later],
    [withCode('CERT_HAS_EXPIRED'), 'tls-failure: CERT_HAS_EXPIRED', never],
    [withCode('ERR_TLS_CERT_ALTNAME_INVALID'), 'tls-failure: ERR_TLS_CERT_ALTNAME_INVALID', never],
    [Object.assign(withCode('HPE_INVALID_CONSTANT'), parserError), 'invalid-http: HPE_INVALID_CONSTANT', laterAlone],
    [Object.assign(new Error('x'), parserError), 'invalid-http: HTTPParserError', laterAlone],
  ])('%p: %s', (error, reason, details) => {
    expect(failureOf(error)).toMatchObject({ outcome: 'failed', reason, ...details });
  });

  it('tries no name again that the resolver does not take', async () => {
    const long = new NameResolver([]).resolve('a'.repeat(300));
    await expect(long).rejects.toMatchObject({ reason: 'dns-not-found', retry: false });
    const asked = new NameResolver([], ['127.0.0.1:9']).resolve('a'.repeat(300));
    await expect(asked).rejects.toMatchObject({ reason: 'dns-not-found', retry: false });
  });

  it('finds the failure that a connection was refused with inside the error of the client', () => {
    const refused = new FetchFailure('refused-address', 'address-not-public: 10.0.0.1');
    expect(failureOf(new Error('connect failed', { cause: new Error('lookup', { cause: refused }) }))).toBe(refused);
  });
});
