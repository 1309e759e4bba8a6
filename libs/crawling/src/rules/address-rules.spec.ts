import { describe, expect, it } from '@jest/globals';
import { isFetchableAddress, literalAddress, parseAddressRanges } from './address-rules.ts';

describe('isFetchableAddress', () => {
  it.each([
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '127.0.0.1',
    '169.254.169.254',
    '172.16.0.1',
    '192.0.2.1',
    '192.168.1.1',
    '198.18.0.1',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::127.0.0.1',
    '::ffff:127.0.0.1',
    '::ffff:10.0.0.1',
    '64:ff9b::7f00:1',
    '64:ff9b:1::1',
    '2002:7f00:1::',
    '2001::1',
    '2001:db8::1',
    'fc00::1',
    'fe80::1',
    'fec0::1',
    'ff02::1',
    '100::1',
    'no address',
    '',
  ])('refuses %s', (address) => {
    expect(isFetchableAddress(address, [])).toBe(false);
  });

  it.each(['93.184.215.14', '8.8.8.8', '2606:2800:21f:cb07:6820:80da:af6b:8b2c', '::ffff:8.8.8.8'])(
    'allows %s',
    (address) => {
      expect(isFetchableAddress(address, [])).toBe(true);
    },
  );

  it('allows what lies in the ranges given, also when mapped into IPv6, and nothing beside them', () => {
    const ranges = parseAddressRanges(['127.0.1.0/24', 'fd00::/8']);
    expect(isFetchableAddress('127.0.1.9', ranges)).toBe(true);
    expect(isFetchableAddress('::ffff:127.0.1.9', ranges)).toBe(true);
    expect(isFetchableAddress('fd12::1', ranges)).toBe(true);
    expect(isFetchableAddress('127.0.2.1', ranges)).toBe(false);
  });
});

describe('parseAddressRanges', () => {
  it('names the entry that is no block', () => {
    expect(() => parseAddressRanges(['127.0.0.0/8', '10.0.0.0/99'])).toThrow('not a CIDR block: 10.0.0.0/99');
  });
});

describe('literalAddress', () => {
  it('tells addresses from names', () => {
    expect(literalAddress('[::1]')).toBe('::1');
    expect(literalAddress('127.0.0.1')).toBe('127.0.0.1');
    expect(literalAddress('news.example')).toBeNull();
  });
});
