import { BlockList, isIPv6 } from 'node:net';
import { type Labels, matches, type NetworkPeer, type NetworkPolicy, type NetworkPort } from './objects.ts';

/** Where a connection goes to or comes from: an address outside the cluster, or a pod. */
export type Peer = { readonly address: string } | { readonly namespace: string; readonly labels?: Labels };

export interface Port {
  readonly number: number;
  /** As the receiving container calls it. */
  readonly name?: string;
  readonly protocol?: 'TCP' | 'UDP';
}

function isWithin(address: string, cidrs: readonly string[]): boolean {
  const list = new BlockList();
  for (const cidr of cidrs) {
    const [network = '', bits] = cidr.split('/');
    list.addSubnet(network, Number(bits), isIPv6(network) ? 'ipv6' : 'ipv4');
  }
  return list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}

function peerMatches({ ipBlock, namespaceSelector, podSelector }: NetworkPeer, peer: Peer, own: string): boolean {
  if ('address' in peer)
    return (
      ipBlock !== undefined && isWithin(peer.address, [ipBlock.cidr]) && !isWithin(peer.address, ipBlock.except ?? [])
    );
  if (ipBlock) return false;
  const namespace = namespaceSelector
    ? matches(namespaceSelector, { 'kubernetes.io/metadata.name': peer.namespace })
    : peer.namespace === own;
  return namespace && (podSelector === undefined || matches(podSelector, peer.labels));
}

const portMatches = ({ protocol = 'TCP', port }: NetworkPort, wanted: Port): boolean =>
  protocol === (wanted.protocol ?? 'TCP') && (port === undefined || port === wanted.number || port === wanted.name);

/**
 * Whether Kubernetes lets a pod connect to (egress) or be connected from (ingress) a peer. A pod that no policy selects may do
 * everything; one that is selected only what some policy allows.
 */
export function allows(
  direction: 'Egress' | 'Ingress',
  policies: readonly NetworkPolicy[],
  pod: Labels,
  peer: Peer,
  port: Port,
): boolean {
  const selecting = policies.filter(
    ({ spec }) => matches(spec.podSelector, pod) && (spec.policyTypes ?? ['Ingress']).includes(direction),
  );
  if (selecting.length === 0) return true;
  return selecting.some(({ spec, metadata }) => {
    const rules =
      direction === 'Egress'
        ? (spec.egress ?? []).map(({ to, ports }) => ({ peers: to, ports }))
        : (spec.ingress ?? []).map(({ from, ports }) => ({ peers: from, ports }));
    return rules.some(
      ({ peers, ports }) =>
        (peers === undefined || peers.some((one) => peerMatches(one, peer, metadata.namespace ?? ''))) &&
        (ports === undefined || ports.some((one) => portMatches(one, port))),
    );
  });
}
