import {
  type Container,
  type Deployment,
  type KafkaTopic,
  type KafkaUser,
  type KubeObject,
  type NetworkPolicy,
  ofKind,
  type ScaledObject,
} from '../kubernetes/objects.ts';
import type { RuleName } from '../problems-of.ts';

/** Something that somebody may get wrong in a manifest, made in the rendered objects of a correct overlay. */
export interface Mistake {
  readonly name: string;
  /** Who must find it. */
  readonly rule: RuleName;
  readonly says: RegExp;
  readonly make: (objects: KubeObject[]) => void;
}

export function named<T extends KubeObject>(objects: readonly T[], name: string): T {
  const found = objects.find(({ metadata }) => metadata.name === name);
  if (!found) throw new Error(`no ${name} in the overlay`);
  return found;
}
export const deployment = (all: KubeObject[], service: string): Deployment =>
  named(ofKind(all, 'Deployment'), `newsflow-${service}`);
export const pod = (all: KubeObject[], service: string) => deployment(all, service).spec.template.spec;
export const topic = (all: KubeObject[], name: string): KafkaTopic => named(ofKind(all, 'KafkaTopic'), name);
export const user = (all: KubeObject[], name: string): KafkaUser => named(ofKind(all, 'KafkaUser'), name);
export const policy = (all: KubeObject[], name: string): NetworkPolicy => named(ofKind(all, 'NetworkPolicy'), name);
export const scaled = (all: KubeObject[], service: string): ScaledObject =>
  named(ofKind(all, 'ScaledObject'), `newsflow-${service}`);

export function container(all: KubeObject[], service: string): Container {
  const found = pod(all, service).containers[0];
  if (!found) throw new Error(`${service} has no container`);
  return found;
}
export function drop(all: KubeObject[], object: KubeObject): void {
  all.splice(all.indexOf(object), 1);
}
export function setEnvironment(one: Container, name: string, value: string): void {
  one.env = [...(one.env ?? []).filter((entry) => entry.name !== name), { name, value }];
}
export function trigger(all: KubeObject[], service: string): Record<string, string> {
  const first = scaled(all, service).spec.triggers[0];
  if (!first) throw new Error(`nothing triggers the ${service}`);
  return first.metadata;
}
