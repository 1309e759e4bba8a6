import { ofKind } from '../kubernetes/objects.ts';
import { allContainers, deployedServices, type Rule } from '../kubernetes/overlay.ts';

/** ConfigMaps that are named exist, and so do the volumes that are mounted. */
export const references: Rule = (overlay) => {
  const maps = new Set(ofKind(overlay.objects, 'ConfigMap').map(({ metadata }) => metadata.name));
  return deployedServices(overlay).flatMap(({ service, pod }) => {
    const { volumes = [] } = pod;
    const containers = allContainers(pod);
    const named = [
      ...containers.flatMap(({ envFrom = [] }) => envFrom.map(({ configMapRef }) => configMapRef?.name)),
      ...containers.flatMap(({ env = [] }) => env.map(({ valueFrom }) => valueFrom?.configMapKeyRef?.name)),
      ...volumes.map(({ configMap }) => configMap?.name),
    ].filter((name) => name !== undefined);
    const mounted = containers.flatMap(({ volumeMounts = [] }) => volumeMounts.map(({ name }) => name));
    const missingMaps = new Set(named.filter((name) => !maps.has(name)));
    const missingVolumes = new Set(mounted.filter((name) => !volumes.some((volume) => volume.name === name)));
    return [
      ...[...missingMaps].map((name) => `${service}: ConfigMap ${name} does not exist`),
      ...[...missingVolumes].map((name) => `${service}: volume ${name} does not exist`),
    ];
  });
};
