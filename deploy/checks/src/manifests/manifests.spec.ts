import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { manifestsOf } from './manifests.ts';

const overlays = new URL('../../../kubernetes/overlays/', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, overlays), 'utf8');

const installation = (more = '') => `
namespace: blue
kafka: { cluster: events, namespace: brokers }
topics: { partitions: 12, replicas: 3, minInsyncReplicas: 2 }
${more}`;

describe.each(readdirSync(overlays))('the overlay %s', (overlay) => {
  it('has the topics, users and scaling that the contract says today (else run: node tools/generate.mjs)', () => {
    const files = readdirSync(new URL(`${overlay}/generated/`, overlays)).sort();
    const committed = files.map((file) => [file, read(`${overlay}/generated/${file}`)]);
    expect(committed).toEqual([...manifestsOf(read(`${overlay}/installation.yaml`))].sort());
  });
});

describe('what is generated', () => {
  it('bears the namespace of the installation in every name, and lies in the namespace of the Kafka cluster', () => {
    const topics = manifestsOf(installation()).get('kafka-topics.yaml') ?? '';
    expect(topics).toContain('name: blue.raw-page.v1\n  namespace: brokers\n');
    expect(topics).toContain('strimzi.io/cluster: events');
    expect(topics).not.toContain('newsflow');
  });

  it('scales nothing unless asked to', () => {
    expect([...manifestsOf(installation()).keys()]).toEqual(['kafka-topics.yaml', 'kafka-users.yaml']);
    const scaled = manifestsOf(installation('autoscaling: { parser: { minReplicas: 2, lagPerPod: 500 } }'));
    expect(scaled.get('autoscaling.yaml')).toContain('maxReplicaCount: 12');
    expect(scaled.get('kafka-users.yaml')).toContain('name: blue-autoscaler');
  });
});

describe('an installation.yaml', () => {
  it('that is wrong is refused with each field that is', () => {
    const wrong = installation('autoscaling: { gateway: { minReplicas: 1, lagPerPod: 1 } }').replace('blue', 'Blue');
    expect(() => manifestsOf(wrong)).toThrow(/^installation.yaml: namespace: .*; autoscaling.*gateway/);
  });

  it('cannot ask for more replicas in sync than there are', () => {
    expect(() => manifestsOf(installation().replace('replicas: 3', 'replicas: 1'))).toThrow(
      'topics.minInsyncReplicas: must not be more than replicas',
    );
  });
});
