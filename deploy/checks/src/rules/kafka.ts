import {
  accessOf,
  cliAccess,
  type AccessRule,
  clusterTopics,
  lagAccess,
  type Service,
  services,
  topicNames,
} from '@newsflow/contracts';
import { type KafkaUser, ofKind } from '../kubernetes/objects.ts';
import { deployedServices, environmentOf, namespaceOf, type Overlay, type Rule } from '../kubernetes/overlay.ts';

/** Of a production cluster: one broker may fail, and another be restarted, without a lost or refused write. */
const production = { replicas: 3, minInsyncReplicas: 2 };

/** An overlay is one installation: all its services have the same namespace. */
function namespaces(overlay: Overlay): string[] {
  return [...new Set(deployedServices(overlay).map((deployed) => namespaceOf(deployed, overlay)))];
}

export const kafkaTopics: Rule = (overlay) => {
  const found = new Map(ofKind(overlay.objects, 'KafkaTopic').map((topic) => [topic.metadata.name, topic.spec]));
  const [namespace = '', ...others] = namespaces(overlay);
  const wanted = clusterTopics(namespace, services);
  const foreign = [...found.keys()].filter((name) => !wanted.some((topic) => topic.name === name));
  return [
    ...others.map((other) => `services have the namespaces ${namespace} and ${other}`),
    ...foreign.map((name) => `topic ${name}: is none of the namespace ${namespace}`),
    ...wanted.flatMap(({ name, config }) => {
      const spec = found.get(name);
      if (!spec) return [`topic ${name}: is missing`];
      const differing = Object.entries(config).filter(([key, value]) => String(spec.config?.[key]) !== value);
      const inSync = Number(spec.config?.['min.insync.replicas'] ?? 1);
      const replicas = spec.replicas ?? 1;
      const safe = replicas >= production.replicas && inSync >= production.minInsyncReplicas && inSync < replicas;
      return [
        ...differing.map(([key, value]) => `topic ${name}: ${key} is not ${value}`),
        ...(spec.topicName === undefined || spec.topicName === name
          ? []
          : [`topic ${name}: is called otherwise in Kafka`]),
        ...(safe || !overlay.production ? [] : [`topic ${name}: ${replicas} replicas, ${inSync} in sync are too few`]),
      ];
    }),
  ];
};

const line = ({ resource, name, pattern, operation }: AccessRule): string =>
  `allow ${pattern} ${resource} ${name} ${operation}`;

const granted = ({ spec }: KafkaUser): string[] =>
  (spec.authorization?.acls ?? []).flatMap(({ type = 'allow', resource, operations = [] }) =>
    operations.map(
      (operation) =>
        `${type} ${resource.patternType ?? 'literal'} ${resource.type} ${resource.name ?? ''} ${operation}`,
    ),
  );

function compare(user: KafkaUser, needed: readonly AccessRule[]): string[] {
  const name = `user ${user.metadata.name}`;
  const has = new Set(granted(user));
  const wanted = new Set(needed.map(line));
  return [
    ...[...wanted].filter((one) => !has.has(one)).map((one) => `${name}: lacks ${one}`),
    ...[...has].filter((one) => !wanted.has(one)).map((one) => `${name}: does not need ${one}`),
    ...(user.spec.authorization?.type === 'simple' ? [] : [`${name}: has no authorization of the type simple`]),
    ...(user.spec.authentication?.type === 'scram-sha-512' ? [] : [`${name}: does not log in with scram-sha-512`]),
  ];
}

/** Services that a ScaledObject scales. */
function scaledServices({ objects }: Overlay): Service[] {
  const targets = ofKind(objects, 'ScaledObject').map(({ spec }) => spec.scaleTargetRef.name);
  return services.filter((service) => targets.includes(`newsflow-${service}`));
}

/** Each service and the command line log in as a user of their own, which may do what the contract says and nothing else. */
export const kafkaUsers: Rule = (overlay) => {
  const users = new Map(ofKind(overlay.objects, 'KafkaUser').map((user) => [user.metadata.name, user]));
  const needed = new Map<string, readonly AccessRule[]>();
  const problems: string[] = [];
  for (const deployed of deployedServices(overlay)) {
    const { service, container } = deployed;
    const name = environmentOf(container, overlay.objects)['NEWSFLOW_KAFKA_USERNAME'] ?? '';
    if (needed.has(name)) problems.push(`${service}: logs in to Kafka as another service, ${name}`);
    needed.set(name, accessOf(service, namespaceOf(deployed, overlay)));
  }
  const scaled = scaledServices(overlay);
  const [namespace = ''] = namespaces(overlay);
  needed.set(topicNames(namespace).group('cli'), cliAccess(services, namespace));
  if (scaled.length > 0) needed.set(topicNames(namespace).group('autoscaler'), lagAccess(scaled, namespace));
  for (const [name, rules] of needed) {
    const user = users.get(name);
    problems.push(...(user ? compare(user, rules) : [`user ${name}: is missing`]));
  }
  const foreign = [...users.keys()].filter((name) => !needed.has(name));
  return [...problems, ...foreign.map((name) => `user ${name}: nobody logs in with it`)];
};
