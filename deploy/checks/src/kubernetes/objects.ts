import { parseAllDocuments } from 'yaml';

// The parts of Kubernetes objects that the rules look at. Schema validation has seen the rest.

export interface KubeObject {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string; labels?: Labels };
}
export type Labels = Record<string, string>;
export interface LabelSelector {
  matchLabels?: Labels;
  matchExpressions?: { key: string; operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist'; values?: string[] }[];
}

interface EnvironmentEntry {
  name: string;
  value?: string;
  valueFrom?: { configMapKeyRef?: { name: string; key: string }; secretKeyRef?: { name: string; key: string } };
}
export interface Probe {
  httpGet?: { path?: string; port: number | string };
}
export interface Container {
  name: string;
  image: string;
  ports?: { name?: string; containerPort: number }[];
  env?: EnvironmentEntry[];
  envFrom?: { configMapRef?: { name: string }; secretRef?: { name: string } }[];
  startupProbe?: Probe;
  livenessProbe?: Probe;
  readinessProbe?: Probe;
  lifecycle?: { preStop?: { sleep?: { seconds: number } } };
  resources?: { requests?: Record<string, string>; limits?: Record<string, string> };
  securityContext?: {
    allowPrivilegeEscalation?: boolean;
    readOnlyRootFilesystem?: boolean;
    privileged?: boolean;
    capabilities?: { drop?: string[]; add?: string[] };
  };
  volumeMounts?: { name: string; mountPath: string; readOnly?: boolean }[];
}
interface Volume {
  name: string;
  secret?: { secretName: string };
  configMap?: { name: string };
  emptyDir?: { sizeLimit?: string };
}
export interface PodSpec {
  serviceAccountName?: string;
  automountServiceAccountToken?: boolean;
  enableServiceLinks?: boolean;
  hostNetwork?: boolean;
  terminationGracePeriodSeconds?: number;
  securityContext?: {
    runAsNonRoot?: boolean;
    runAsUser?: number;
    seccompProfile?: { type: string };
  };
  topologySpreadConstraints?: {
    topologyKey: string;
    whenUnsatisfiable: string;
    labelSelector?: LabelSelector;
    matchLabelKeys?: string[];
  }[];
  initContainers?: Container[];
  containers: Container[];
  volumes?: Volume[];
}
export interface Deployment extends KubeObject {
  spec: {
    replicas?: number;
    selector: LabelSelector;
    strategy?: { type?: string; rollingUpdate?: { maxSurge?: number | string; maxUnavailable?: number | string } };
    template: { metadata: { labels: Labels }; spec: PodSpec };
  };
}
interface ServiceAccount extends KubeObject {
  automountServiceAccountToken?: boolean;
}
interface PodDisruptionBudget extends KubeObject {
  spec: { maxUnavailable?: number | string; selector: LabelSelector };
}
interface ConfigMap extends KubeObject {
  data?: Record<string, string>;
}
export interface NetworkPeer {
  namespaceSelector?: LabelSelector;
  podSelector?: LabelSelector;
  ipBlock?: { cidr: string; except?: string[] };
}
export interface NetworkPort {
  protocol?: string;
  port?: number | string;
}
export interface NetworkPolicy extends KubeObject {
  spec: {
    podSelector: LabelSelector;
    policyTypes?: string[];
    egress?: { to?: NetworkPeer[]; ports?: NetworkPort[] }[];
    ingress?: { from?: NetworkPeer[]; ports?: NetworkPort[] }[];
  };
}
export interface KafkaTopic extends KubeObject {
  spec: { topicName?: string; partitions?: number; replicas?: number; config?: Record<string, string | number> };
}
export interface KafkaUser extends KubeObject {
  spec: {
    authentication?: { type: string };
    authorization?: {
      type: string;
      acls: {
        type?: string;
        resource: { type: string; name?: string; patternType?: string };
        operations?: string[];
      }[];
    };
  };
}
export interface ScaledObject extends KubeObject {
  spec: {
    scaleTargetRef: { name: string; kind?: string; envSourceContainerName?: string };
    minReplicaCount?: number;
    maxReplicaCount?: number;
    fallback?: { replicas: number; failureThreshold: number };
    advanced?: {
      horizontalPodAutoscalerConfig?: {
        behavior?: {
          scaleDown?: {
            stabilizationWindowSeconds?: number;
            policies?: { type: string; value: number; periodSeconds: number }[];
          };
        };
      };
    };
    triggers: { type: string; metadata: Record<string, string>; authenticationRef?: { name: string } }[];
  };
}

interface Kinds {
  ConfigMap: ConfigMap;
  Deployment: Deployment;
  KafkaTopic: KafkaTopic;
  KafkaUser: KafkaUser;
  Namespace: KubeObject;
  NetworkPolicy: NetworkPolicy;
  PodDisruptionBudget: PodDisruptionBudget;
  ScaledObject: ScaledObject;
  Secret: KubeObject;
  ServiceAccount: ServiceAccount;
  TriggerAuthentication: KubeObject;
}

export function ofKind<Kind extends keyof Kinds>(objects: readonly KubeObject[], kind: Kind): Kinds[Kind][] {
  return objects.filter((object): object is Kinds[Kind] => object.kind === kind);
}

/** The objects of a rendered overlay. Throws on text that is no YAML. */
export function parseObjects(yaml: string): KubeObject[] {
  return parseAllDocuments(yaml).map((document) => {
    const [error] = document.errors;
    if (error) throw error;
    return document.toJS() as KubeObject;
  });
}

export function matches(selector: LabelSelector, labels: Labels = {}): boolean {
  const { matchLabels = {}, matchExpressions = [] } = selector;
  return (
    Object.entries(matchLabels).every(([key, value]) => labels[key] === value) &&
    matchExpressions.every(({ key, operator, values = [] }) => {
      const value = labels[key];
      if (operator === 'Exists') return value !== undefined;
      if (operator === 'DoesNotExist') return value === undefined;
      return values.includes(value ?? '') === (operator === 'In');
    })
  );
}
