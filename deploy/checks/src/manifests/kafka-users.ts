import {
  accessOf,
  type AccessRule,
  cliAccess,
  lagAccess,
  type Service,
  services,
  topicNames,
} from '@newsflow/contracts';
import type { Installation } from './installation.ts';

/** Who measures the lag for the autoscaler. */
export const scalerUser = 'autoscaler';

const scaledServices = ({ autoscaling }: Installation): Service[] => services.filter((name) => autoscaling[name]);

/** In the shape of Strimzi. */
function acls(rules: readonly AccessRule[]) {
  return rules.map(({ resource, name, pattern, operation }) => ({
    resource: { type: resource, name, patternType: pattern },
    operations: [operation],
  }));
}

/** Strimzi's `KafkaUser` for each service and the command line, and for the autoscaler if there is one, with the least that it can work with. */
export function kafkaUsers(installation: Installation) {
  const { namespace, kafka } = installation;
  const names = topicNames(namespace);
  const user = (name: string, rules: readonly AccessRule[]) => ({
    apiVersion: 'kafka.strimzi.io/v1',
    kind: 'KafkaUser',
    metadata: {
      name: names.group(name),
      namespace: kafka.namespace,
      labels: { 'strimzi.io/cluster': kafka.cluster },
    },
    spec: {
      authentication: { type: 'scram-sha-512' },
      authorization: { type: 'simple', acls: acls(rules) },
    },
  });
  const scaled = scaledServices(installation);
  return [
    ...services.map((service) => user(service, accessOf(service, namespace))),
    user('cli', cliAccess(services, namespace)),
    ...(scaled.length > 0 ? [user(scalerUser, lagAccess(scaled, namespace))] : []),
  ];
}
