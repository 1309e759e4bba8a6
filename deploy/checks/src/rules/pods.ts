import { services } from '@newsflow/contracts';
import { type Container, matches, ofKind } from '../kubernetes/objects.ts';
import {
  allContainers,
  type DeployedService,
  deployedServices,
  type Overlay,
  type Rule,
} from '../kubernetes/overlay.ts';

function restricted(who: string, { securityContext = {} }: Container): string[] {
  const { allowPrivilegeEscalation, readOnlyRootFilesystem, privileged, capabilities = {} } = securityContext;
  return [
    ...(allowPrivilegeEscalation === false ? [] : [`${who}: may gain privileges`]),
    ...(privileged === true ? [`${who}: is privileged`] : []),
    ...(readOnlyRootFilesystem === true ? [] : [`${who}: may write to its root file system`]),
    ...(capabilities.drop?.includes('ALL') ? [] : [`${who}: does not drop all capabilities`]),
    ...(capabilities.add?.length ? [`${who}: adds capabilities`] : []),
  ];
}

function pod({ service, pod: spec }: DeployedService): string[] {
  const { runAsNonRoot, runAsUser, seccompProfile } = spec.securityContext ?? {};
  return [
    ...(runAsNonRoot === true && (runAsUser ?? 0) > 0 ? [] : [`${service}: may run as root`]),
    ...(seccompProfile?.type === 'RuntimeDefault' ? [] : [`${service}: has no seccomp profile RuntimeDefault`]),
    ...(spec.hostNetwork === true ? [`${service}: uses the network of its node`] : []),
    // NEWSFLOW_…_SERVICE_HOST of a Service would be an unknown setting.
    ...(spec.enableServiceLinks === false ? [] : [`${service}: gets variables of Services in its environment`]),
    ...allContainers(spec).flatMap((container) => restricted(`${service} (${container.name})`, container)),
  ];
}

function account({ service, pod: spec }: DeployedService, { objects }: Overlay): string[] {
  const name = spec.serviceAccountName;
  const found = ofKind(objects, 'ServiceAccount').find(({ metadata }) => metadata.name === name);
  return [
    ...(found ? [] : [`${service}: its ServiceAccount ${name ?? 'default'} does not exist`]),
    ...(spec.automountServiceAccountToken === false && found?.automountServiceAccountToken === false
      ? []
      : [`${service}: gets a token of the Kubernetes API`]),
  ];
}

function selectors(deployed: readonly DeployedService[]): string[] {
  return deployed.flatMap(({ service, deployment }) => {
    const selected = deployed.filter((other) =>
      matches(deployment.spec.selector, other.deployment.spec.template.metadata.labels),
    );
    const others = selected.filter((other) => other.service !== service);
    return [
      ...(selected.length > others.length ? [] : [`${service}: its selector does not match its pods`]),
      ...others.map((other) => `${service}: its selector matches pods of ${other.service}, too`),
    ];
  });
}

function namespace({ objects }: Overlay): string[] {
  const enforced = ofKind(objects, 'Namespace').every(
    ({ metadata }) => metadata.labels?.['pod-security.kubernetes.io/enforce'] === 'restricted',
  );
  return enforced ? [] : ['the namespace does not enforce the restricted Pod Security Standard'];
}

/** All services are there, each under an account of its own, and can do nothing to node or cluster. */
export const pods: Rule = (overlay) => {
  const deployed = deployedServices(overlay);
  const missing = services.filter((service) => !deployed.some((one) => one.service === service));
  const accounts = new Set(deployed.map(({ pod: spec }) => spec.serviceAccountName));
  return [
    ...missing.map((service) => `${service}: is not deployed`),
    ...deployed.flatMap((one) => [...pod(one), ...account(one, overlay)]),
    ...(accounts.size < deployed.length ? ['two services share a ServiceAccount'] : []),
    ...selectors(deployed),
    ...namespace(overlay),
  ];
};
