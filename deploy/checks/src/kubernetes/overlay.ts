import { type Service, services } from '@newsflow/contracts';
import { type Container, type Deployment, type KubeObject, ofKind, type PodSpec } from './objects.ts';

/** A rendered overlay. */
export interface Overlay {
  /** Real data and real sites: stricter rules. */
  readonly production: boolean;
  readonly objects: readonly KubeObject[];
}

/** Looks at an overlay from one side; gives a line for each thing that is wrong, which names the object. */
export type Rule = (overlay: Overlay) => string[];

export interface DeployedService {
  readonly service: Service;
  readonly deployment: Deployment;
  readonly pod: PodSpec;
  /** The one that runs the service. */
  readonly container: Container;
}

/** The services of newsflow that the overlay deploys, by the names of their Deployments. */
export function deployedServices({ objects }: Overlay): DeployedService[] {
  return services.flatMap((service) => {
    const deployment = ofKind(objects, 'Deployment').find(({ metadata }) => metadata.name === `newsflow-${service}`);
    const pod = deployment?.spec.template.spec;
    const container = pod?.containers.find(({ name }) => name === 'service');
    return deployment && pod && container ? [{ service, deployment, pod, container }] : [];
  });
}

export const allContainers = ({ initContainers = [], containers }: PodSpec): Container[] => [
  ...initContainers,
  ...containers,
];

/**
 * The environment of a container as the kubelet makes it: ConfigMaps, then its own entries with `$(NAME)` replaced by what was
 * defined before them. Values out of secrets are missing.
 */
export function environmentOf(
  { env = [], envFrom = [] }: Container,
  objects: readonly KubeObject[],
): Record<string, string> {
  const maps = new Map(ofKind(objects, 'ConfigMap').map(({ metadata, data = {} }) => [metadata.name, data]));
  const result: Record<string, string> = {};
  for (const { configMapRef } of envFrom) Object.assign(result, maps.get(configMapRef?.name ?? ''));
  const own: Record<string, string> = {};
  for (const { name, value, valueFrom } of env) {
    const reference = valueFrom?.configMapKeyRef;
    const found = value ?? (reference && maps.get(reference.name)?.[reference.key]);
    if (found === undefined) continue;
    own[name] = found.replaceAll(/\$\(([^)]+)\)/g, (text, other: string) => own[other] ?? text);
  }
  return { ...result, ...own };
}

/** `NEWSFLOW_NAMESPACE` of a service. */
export const namespaceOf = ({ container }: DeployedService, { objects }: Overlay): string =>
  environmentOf(container, objects)['NEWSFLOW_NAMESPACE'] ?? 'newsflow';
