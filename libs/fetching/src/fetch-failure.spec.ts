import { describe, expect, it } from '@jest/globals';
import { FetchFailure, failureOf } from './fetch-failure.ts';
import { NameResolver } from './name-resolver.ts';

const withCode = (code: string) => Object.assign(new Error('x'), { code });

describe('failureOf', () => {
  it.each([
    ['ENOTFOUND', 'dns-not-found', false],
    ['EBADNAME', 'dns-not-found', false],
    ['EINVAL', 'connection-failed: EINVAL', true],
    ['EAI_AGAIN', 'dns-failure: EAI_AGAIN', true],
    ['ESERVFAIL', 'dns-failure: ESERVFAIL', true],
    ['ECONNREFUSED', 'connection-refused', true],
    ['ECONNRESET', 'connection-failed: ECONNRESET', true],
    ['UND_ERR_CONNECT_TIMEOUT', 'timeout', true],
    ['CERT_HAS_EXPIRED', 'tls-failure: CERT_HAS_EXPIRED', false],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls-failure: ERR_TLS_CERT_ALTNAME_INVALID', false],
    ['HPE_INVALID_CONSTANT', 'invalid-http: HPE_INVALID_CONSTANT', false],
  ])('%s: %s', (code, reason, retry) => {
    expect(failureOf(withCode(code))).toMatchObject({ outcome: 'failed', reason, retry });
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
