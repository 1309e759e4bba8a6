import { describe, expect, it } from '@jest/globals';
import { type KubeObject, matches, type NetworkPolicy, parseObjects } from './objects.ts';
import { environmentOf } from './overlay.ts';
import { quantity } from './quantity.ts';
import { allows } from './traffic.ts';

describe('a quantity', () => {
  it.each([
    ['250m', 0.25],
    ['2', 2],
    ['512Mi', 512 * 1024 ** 2],
    ['1G', 1e9],
  ])('%s is %d', (text, value) => {
    expect(quantity(text)).toBe(value);
  });

  it('that is none is not a number, so that no comparison with it holds', () => {
    expect([quantity('much'), quantity('5X')]).toEqual([NaN, NaN]);
  });
});

describe('a selector', () => {
  it('matches labels and expressions together', () => {
    const selector = {
      matchLabels: { app: 'a' },
      matchExpressions: [{ key: 'tier', operator: 'In' as const, values: ['x', 'y'] }],
    };
    expect(matches(selector, { app: 'a', tier: 'y' })).toBe(true);
    expect(matches(selector, { app: 'a', tier: 'z' })).toBe(false);
    expect(matches(selector, { app: 'a' })).toBe(false);
  });
});

describe('the environment of a container', () => {
  const objects: KubeObject[] = parseObjects(
    'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings }\ndata: { SPACE: blue, LEVEL: info }\n',
  );

  it('is made of ConfigMaps and its own entries, which win and may name earlier ones', () => {
    const container = {
      name: 'service',
      image: 'x',
      envFrom: [{ configMapRef: { name: 'settings' } }],
      env: [
        { name: 'LEVEL', value: 'debug' },
        { name: 'SPACE', valueFrom: { configMapKeyRef: { name: 'settings', key: 'SPACE' } } },
        { name: 'USER', value: '$(SPACE)-store $(NOBODY)' },
      ],
    };
    expect(environmentOf(container, objects)).toEqual({ SPACE: 'blue', LEVEL: 'debug', USER: 'blue-store $(NOBODY)' });
  });
});

describe('network policies', () => {
  const policy = (spec: NetworkPolicy['spec']): NetworkPolicy => ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'p', namespace: 'ours' },
    spec,
  });
  const closed = policy({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
  const out = policy({
    podSelector: { matchLabels: { app: 'a' } },
    policyTypes: ['Egress'],
    egress: [{ to: [{ ipBlock: { cidr: '0.0.0.0/0', except: ['10.0.0.0/8'] } }], ports: [{ port: 443 }] }],
  });
  const port = { number: 443 };
  const to = (policies: NetworkPolicy[], labels: Record<string, string>, address: string, number = 443) =>
    allows('Egress', policies, labels, { address }, { number });

  it('allow everything to a pod that none selects, nothing to one that an empty one selects', () => {
    expect(to([], { app: 'a' }, '10.0.0.1')).toBe(true);
    expect(to([closed], { app: 'a' }, '1.1.1.1')).toBe(false);
  });

  it('add up, each for the pods that it selects, within its ports and but for its exceptions', () => {
    expect(to([closed, out], { app: 'a' }, '1.1.1.1')).toBe(true);
    expect(to([closed, out], { app: 'b' }, '1.1.1.1')).toBe(false);
    expect(to([closed, out], { app: 'a' }, '10.1.2.3')).toBe(false);
    expect(to([closed, out], { app: 'a' }, '1.1.1.1', 80)).toBe(false);
    expect(to([closed, out], { app: 'a' }, '2606:4700::1111')).toBe(false);
  });

  it('know pods by namespace and labels; without a namespace they are those of the policy', () => {
    const inside = policy({
      podSelector: {},
      policyTypes: ['Ingress'],
      ingress: [{ from: [{ podSelector: { matchLabels: { role: 'reader' } } }] }],
    });
    const from = (namespace: string, role: string) =>
      allows('Ingress', [inside], {}, { namespace, labels: { role } }, port);
    expect([from('ours', 'reader'), from('ours', 'writer'), from('theirs', 'reader')]).toEqual([true, false, false]);
  });
});
