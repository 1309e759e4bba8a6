import { topicNames, topics } from '@newsflow/contracts';
import { ofKind, type ScaledObject } from '../kubernetes/objects.ts';
import {
  type DeployedService,
  deployedServices,
  environmentOf,
  namespaceOf,
  type Overlay,
  type Rule,
} from '../kubernetes/overlay.ts';

const slowest = { stabilizationWindowSeconds: 300, periodSeconds: 120 };

function policy(who: string, { spec }: ScaledObject): string[] {
  const { fallback, advanced, minReplicaCount = 0 } = spec;
  const down = advanced?.horizontalPodAutoscalerConfig?.behavior?.scaleDown;
  const slow = down?.policies?.every(
    ({ type, value, periodSeconds }) => type === 'Pods' && value === 1 && periodSeconds >= slowest.periodSeconds,
  );
  return [
    ...(minReplicaCount > 0 ? [] : [`${who}: scales to nothing`]),
    ...(fallback && fallback.replicas >= minReplicaCount ? [] : [`${who}: no fallback while the lag cannot be read`]),
    ...(slow && (down?.stabilizationWindowSeconds ?? 0) >= slowest.stabilizationWindowSeconds
      ? []
      : [
          `${who}: takes pods away faster than one in ${slowest.periodSeconds} s after ${slowest.stabilizationWindowSeconds} s`,
        ]),
  ];
}

function triggers(who: string, deployed: DeployedService, { spec }: ScaledObject, overlay: Overlay): string[] {
  const { service, container } = deployed;
  const names = topicNames(namespaceOf(deployed, overlay));
  const environment = environmentOf(container, overlay.objects);
  const logins = overlay.objects
    .filter(({ kind }) => kind === 'TriggerAuthentication')
    .map(({ metadata }) => metadata.name);
  const partitions = new Map(
    ofKind(overlay.objects, 'KafkaTopic').map((topic) => [topic.metadata.name, topic.spec.partitions ?? 0]),
  );
  const read = Object.values(topics)
    .filter(({ readers }) => readers.includes(service))
    .map(({ id }) => names.topic(id));
  const watched = spec.triggers.map(({ metadata }) => metadata['topic'] ?? '');
  const max = spec.maxReplicaCount ?? 100;
  return [
    ...read.filter((topic) => !watched.includes(topic)).map((topic) => `${who}: does not look at the lag of ${topic}`),
    ...spec.triggers.flatMap(({ type, metadata, authenticationRef }) => {
      const { topic = 'no topic', consumerGroup, excludePersistentLag, offsetResetPolicy } = metadata;
      const brokers = metadata['bootstrapServers'] ?? environment[metadata['bootstrapServersFromEnv'] ?? ''];
      const most = partitions.get(topic) ?? 0;
      return [
        ...(type === 'kafka' ? [] : [`${who}: trigger ${type} is not kafka`]),
        ...(read.includes(topic) ? [] : [`${who}: ${topic} is no topic that the ${service} reads`]),
        ...(consumerGroup === names.group(service) ? [] : [`${who}: ${consumerGroup ?? 'none'} is not its group`]),
        ...(max <= most ? [] : [`${who}: up to ${max} pods for ${most} partitions of ${topic}`]),
        ...(excludePersistentLag === 'true' ? [] : [`${who}: a partition of ${topic} that stands still adds pods`]),
        ...(offsetResetPolicy === 'earliest' ? [] : [`${who}: sees no lag of ${topic} before the first commit`]),
        ...(brokers === environment['NEWSFLOW_KAFKA_BROKERS']
          ? []
          : [`${who}: asks other brokers than the ${service}`]),
        ...(logins.includes(authenticationRef?.name ?? '') ? [] : [`${who}: its TriggerAuthentication does not exist`]),
      ];
    }),
  ];
}

/** Pods are as many as their Deployment says, or as the lag asks for, never both; in production more than one. */
export const scaling: Rule = (overlay) => {
  const deployed = deployedServices(overlay);
  const scaled = ofKind(overlay.objects, 'ScaledObject');
  const targets = deployed.map(({ deployment }) => deployment.metadata.name);
  const lost = scaled.filter(({ spec }) => !targets.includes(spec.scaleTargetRef.name));
  return [
    ...lost.map(({ metadata, spec }) => `${metadata.name}: scales ${spec.scaleTargetRef.name}, which does not exist`),
    ...deployed.flatMap((one) => {
      const { service, deployment } = one;
      const object = scaled.find(({ spec }) => spec.scaleTargetRef.name === deployment.metadata.name);
      const { replicas } = deployment.spec;
      const least = object ? (object.spec.minReplicaCount ?? 0) : (replicas ?? 1);
      const who = `autoscaling of the ${service}`;
      return [
        ...(object && replicas !== undefined
          ? [`${service}: ${replicas} replicas in the manifest fight with KEDA`]
          : []),
        ...(overlay.production && least < 2
          ? [`${service}: ${least} pod in production, none while it is replaced`]
          : []),
        ...(object ? [...policy(who, object), ...triggers(who, one, object, overlay)] : []),
      ];
    }),
  ];
};
