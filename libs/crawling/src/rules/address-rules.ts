import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;
/** Network and prefix length. */
export type AddressRange = readonly [network: Address, prefixBits: number];

/** Reads a list of CIDR blocks. Throws a RangeError that names the first one that is none. */
export function parseAddressRanges(blocks: readonly string[]): AddressRange[] {
  return blocks.map((block) => {
    if (!ipaddr.isValidCIDR(block)) throw new RangeError(`not a CIDR block: ${block}`);
    return ipaddr.parseCIDR(block);
  });
}

/** Only these IPv6 addresses are assigned to the public internet (IANA); all forms that carry an IPv4 address in them are outside or named. */
const globalUnicast = ipaddr.parseCIDR('2000::/3');

const within = (address: Address, [network, bits]: AddressRange): boolean =>
  address.kind() === network.kind() && address.match(network, bits);

/**
 * May we connect to this address? Only public unicast, plus the ranges that tests allow.
 * @param text an IP address as a resolver gives it; IPv4 addresses mapped into IPv6 count as IPv4
 */
export function isFetchableAddress(text: string, allowed: readonly AddressRange[]): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.process(text);
  if (allowed.some((range) => within(address, range))) return true;
  if (address.range() !== 'unicast') return false;
  return address.kind() === 'ipv4' || within(address, globalUnicast);
}

/** The literal address in the host of a URL ("[::1]", "127.0.0.1"), or null for a name. */
export function literalAddress(hostname: string): string | null {
  const text = hostname.replace(/^\[(.*)\]$/, '$1');
  return ipaddr.isValid(text) ? text : null;
}
