import { httpPaths, settings } from '@newsflow/runtime';
import type { Container, Probe } from '../kubernetes/objects.ts';
import {
  type DeployedService,
  deployedServices,
  environmentOf,
  type Overlay,
  type Rule,
} from '../kubernetes/overlay.ts';

const wantedPaths = {
  startupProbe: httpPaths.live,
  livenessProbe: httpPaths.live,
  readinessProbe: httpPaths.ready,
} as const;

/** The number of the port that a probe asks, if the container declares it; Kubernetes accepts names of ports that do not exist. */
function declaredPort({ ports = [] }: Container, { httpGet }: Probe): number | undefined {
  return ports.find(({ name, containerPort }) => httpGet?.port === name || httpGet?.port === containerPort)
    ?.containerPort;
}

function problems({ service, container }: DeployedService, { objects }: Overlay): string[] {
  const environment = environmentOf(container, objects);
  const served = Number(environment['NEWSFLOW_HTTP_PORT'] ?? settings[service].httpPort.default);
  const found: string[] = [];
  for (const [kind, path] of Object.entries(wantedPaths)) {
    const probe = container[kind as keyof typeof wantedPaths];
    if (!probe?.httpGet) {
      found.push(`${service}: ${kind} is missing`);
      continue;
    }
    const port = declaredPort(container, probe);
    if (port === undefined) found.push(`${service}: ${kind} asks port ${probe.httpGet.port}, which is not declared`);
    else if (port !== served) found.push(`${service}: ${kind} asks port ${port}, the service listens on ${served}`);
    if (probe.httpGet.path !== path)
      found.push(`${service}: ${kind} asks ${probe.httpGet.path ?? '/'} instead of ${path}`);
  }
  const host = environment['NEWSFLOW_HTTP_HOST'] ?? '127.0.0.1';
  if (/^(127\.|localhost$|::1$)/.test(host)) found.push(`${service}: listens on ${host}, where no probe reaches it`);
  return found;
}

/** Each service is asked on the port that it listens on, at paths that it has: alive by its event loop, ready by its dependencies. */
export const probes: Rule = (overlay) => deployedServices(overlay).flatMap((deployed) => problems(deployed, overlay));
