import { type Service, services, topicNames, topics } from '@newsflow/contracts';
import type { Installation } from './installation.ts';
import { scalerUser } from './kafka-users.ts';

const login = 'newsflow-autoscaler';
/** KEDA's own default, 1.0.0, is older than what Kafka 4 answers to. */
const kafkaProtocol = '2.8.0';

/** A trigger for each topic that the service reads; the one that asks for most pods decides. */
function triggers(service: Service, lagPerPod: number, namespace: string) {
  const names = topicNames(namespace);
  return Object.values(topics)
    .filter(({ readers }) => readers.includes(service))
    .map(({ id }) => ({
      type: 'kafka',
      metadata: {
        bootstrapServersFromEnv: 'NEWSFLOW_KAFKA_BROKERS',
        version: kafkaProtocol,
        consumerGroup: names.group(service),
        topic: names.topic(id),
        tls: 'enable',
        sasl: 'scram_sha512',
        lagThreshold: String(lagPerPod),
        // A group without a committed offset starts at the beginning.
        offsetResetPolicy: 'earliest',
        // A partition that stands still needs somebody to look at it, not more pods.
        excludePersistentLag: 'true',
      },
      authenticationRef: { name: login },
    }));
}

function scaledObject(service: Service, { namespace, topics: { partitions }, autoscaling }: Installation) {
  const scaling = autoscaling[service];
  if (scaling === undefined) return [];
  const { minReplicas, lagPerPod } = scaling;
  return [
    {
      apiVersion: 'keda.sh/v1alpha1',
      kind: 'ScaledObject',
      metadata: { name: `newsflow-${service}` },
      spec: {
        scaleTargetRef: { name: `newsflow-${service}`, envSourceContainerName: 'service' },
        pollingInterval: 15,
        minReplicaCount: minReplicas,
        maxReplicaCount: partitions,
        // While the lag cannot be read: nothing is taken away.
        fallback: { failureThreshold: 4, replicas: minReplicas, behavior: 'currentReplicasIfHigher' },
        advanced: {
          horizontalPodAutoscalerConfig: {
            behavior: {
              scaleUp: {
                stabilizationWindowSeconds: 30,
                policies: [{ type: 'Pods', value: 4, periodSeconds: 60 }],
              },
              // Each change of the group stops all its members for a moment: slowly.
              scaleDown: {
                stabilizationWindowSeconds: 300,
                policies: [{ type: 'Pods', value: 1, periodSeconds: 120 }],
              },
            },
          },
        },
        triggers: triggers(service, lagPerPod, namespace),
      },
    },
  ];
}

/** KEDA's `ScaledObject` for each service that is to be scaled on its lag, and how KEDA logs in to Kafka. Nothing without any. */
export function autoscaling(installation: Installation) {
  const scaled = services.flatMap((service) => scaledObject(service, installation));
  if (scaled.length === 0) return [];
  const username = topicNames(installation.namespace).group(scalerUser);
  return [
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: login }, data: { username } },
    {
      apiVersion: 'keda.sh/v1alpha1',
      kind: 'TriggerAuthentication',
      metadata: { name: login },
      spec: {
        configMapTargetRef: [{ parameter: 'username', name: login, key: 'username' }],
        secretTargetRef: [
          { parameter: 'password', name: login, key: 'password' },
          { parameter: 'ca', name: 'newsflow-kafka-ca', key: 'ca.crt' },
        ],
      },
    },
    ...scaled,
  ];
}
