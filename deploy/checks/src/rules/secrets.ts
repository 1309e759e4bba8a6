import { type Container, type KubeObject, ofKind, type PodSpec } from '../kubernetes/objects.ts';
import { allContainers, deployedServices, environmentOf, type Rule } from '../kubernetes/overlay.ts';

const credentials = /:\/\/[^/\s:@]+:[^/\s@]+@/;
/** Settings that are or hold a password. */
const secretName = /PASSWORD$|SECRET|TOKEN|^NEWSFLOW_MONGODB_URI$/;

function inEnvironment(who: string, container: Container, objects: readonly KubeObject[]): string[] {
  const { env = [], envFrom = [] } = container;
  const written = Object.entries(environmentOf(container, objects));
  return [
    ...env.filter(({ valueFrom }) => valueFrom?.secretKeyRef).map(({ name }) => `${who}: ${name} comes from a Secret`),
    ...envFrom.flatMap(({ secretRef }) => (secretRef ? [`${who}: Secret ${secretRef.name} is its environment`] : [])),
    ...written
      .filter(([name, value]) => secretName.test(name) || credentials.test(value))
      .map(([name]) => `${who}: ${name} holds a secret in the environment`),
  ];
}

/** A file of a setting is in a mounted volume: a Secret where the setting is one. */
function files(who: string, container: Container, { volumes = [] }: PodSpec, objects: readonly KubeObject[]): string[] {
  const named = Object.entries(environmentOf(container, objects)).filter(([name]) => name.endsWith('_FILE'));
  return named.flatMap(([name, path]) => {
    const mount = container.volumeMounts?.find(({ mountPath }) => path.startsWith(`${mountPath}/`));
    const volume = volumes.find((one) => one.name === mount?.name);
    return volume?.secret ? [] : [`${who}: ${name} is ${path}, where no Secret is mounted`];
  });
}

/** No secret in git, none in an environment: each is a file out of a Secret that somebody made in the cluster. */
export const secrets: Rule = (overlay) => [
  ...ofKind(overlay.objects, 'Secret').map(({ metadata }) => `Secret ${metadata.name} stands among the manifests`),
  ...deployedServices(overlay).flatMap(({ service, pod }) =>
    allContainers(pod).flatMap((container) => {
      const who = `${service} (${container.name})`;
      return [...inEnvironment(who, container, overlay.objects), ...files(who, container, pod, overlay.objects)];
    }),
  ),
];
