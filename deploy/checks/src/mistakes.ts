import {
  type Container,
  type Deployment,
  type KafkaTopic,
  type KafkaUser,
  type KubeObject,
  type NetworkPolicy,
  ofKind,
  type ScaledObject,
} from './kubernetes/objects.ts';
import type { RuleName } from './problems-of.ts';

/** Something that somebody may get wrong in a manifest, made in the rendered objects of a correct overlay. */
interface Mistake {
  readonly name: string;
  /** Who must find it. */
  readonly rule: RuleName;
  readonly says: RegExp;
  readonly make: (objects: KubeObject[]) => void;
}

function named<T extends KubeObject>(objects: readonly T[], name: string): T {
  const found = objects.find(({ metadata }) => metadata.name === name);
  if (!found) throw new Error(`no ${name} in the overlay`);
  return found;
}
const deployment = (all: KubeObject[], service: string): Deployment =>
  named(ofKind(all, 'Deployment'), `newsflow-${service}`);
const pod = (all: KubeObject[], service: string) => deployment(all, service).spec.template.spec;
const topic = (all: KubeObject[], name: string): KafkaTopic => named(ofKind(all, 'KafkaTopic'), name);
const user = (all: KubeObject[], name: string): KafkaUser => named(ofKind(all, 'KafkaUser'), name);
const policy = (all: KubeObject[], name: string): NetworkPolicy => named(ofKind(all, 'NetworkPolicy'), name);
const scaled = (all: KubeObject[], service: string): ScaledObject =>
  named(ofKind(all, 'ScaledObject'), `newsflow-${service}`);

function container(all: KubeObject[], service: string): Container {
  const found = pod(all, service).containers[0];
  if (!found) throw new Error(`${service} has no container`);
  return found;
}
function drop(all: KubeObject[], object: KubeObject): void {
  all.splice(all.indexOf(object), 1);
}
function setEnvironment(one: Container, name: string, value: string): void {
  one.env = [...(one.env ?? []).filter((entry) => entry.name !== name), { name, value }];
}
function trigger(all: KubeObject[], service: string): Record<string, string> {
  const first = scaled(all, service).spec.triggers[0];
  if (!first) throw new Error(`nothing triggers the ${service}`);
  return first.metadata;
}

export const mistakes: readonly Mistake[] = [
  {
    name: 'a probe asks a port that is not declared',
    rule: 'probes',
    says: /parser: livenessProbe asks port web, which is not declared/,
    make: (all) => {
      container(all, 'parser').livenessProbe = { httpGet: { path: '/health/live', port: 'web' } };
    },
  },
  {
    name: 'a declared port where the service does not listen',
    rule: 'probes',
    says: /store: readinessProbe asks port 8102, the service listens on 8103/,
    make: (all) => {
      container(all, 'store').ports = [{ name: 'http', containerPort: 8102 }];
    },
  },
  {
    name: 'readiness taken for liveness',
    rule: 'probes',
    says: /livenessProbe asks \/health\/ready instead of \/health\/live/,
    make: (all) => {
      container(all, 'store').livenessProbe = { httpGet: { path: '/health/ready', port: 'http' } };
    },
  },
  {
    name: 'health served where no probe reaches it',
    rule: 'probes',
    says: /scraper: listens on 127.0.0.1/,
    make: (all) => {
      setEnvironment(container(all, 'scraper'), 'NEWSFLOW_HTTP_HOST', '127.0.0.1');
    },
  },
  {
    name: 'less time to stop than draining takes',
    rule: 'shutdown',
    says: /parser: may take 35 s to stop and is killed after 30 s/,
    make: (all) => {
      delete pod(all, 'parser').terminationGracePeriodSeconds;
    },
  },
  {
    name: 'a longer drain than the time to stop',
    rule: 'shutdown',
    says: /store: may take 70 s to stop and is killed after 45 s/,
    make: (all) => {
      setEnvironment(container(all, 'store'), 'NEWSFLOW_DRAIN_LIMIT_MS', '60000');
    },
  },
  {
    name: 'a preStop sleep longer than the time to stop',
    rule: 'shutdown',
    says: /scraper: may take 75 s to stop/,
    make: (all) => {
      container(all, 'scraper').lifecycle = { preStop: { sleep: { seconds: 45 } } };
    },
  },
  {
    name: 'a request above the limit',
    rule: 'resources',
    says: /store \(service\): requests 1Gi of memory, above its limit 384Mi/,
    make: (all) => {
      container(all, 'store').resources = {
        requests: { cpu: '1', memory: '1Gi', 'ephemeral-storage': '1Mi' },
        limits: { memory: '384Mi', 'ephemeral-storage': '1Mi' },
      };
    },
  },
  {
    name: 'heaps larger than the memory',
    rule: 'resources',
    says: /parser: its heaps may take 1088 MiB/,
    make: (all) => {
      setEnvironment(container(all, 'parser'), 'NEWSFLOW_PARSER_THREADS', '8');
    },
  },
  {
    name: 'as many threads as the node has processors',
    rule: 'resources',
    says: /NEWSFLOW_PARSER_THREADS is 0/,
    make: (all) => {
      setEnvironment(container(all, 'parser'), 'NEWSFLOW_PARSER_THREADS', '0');
    },
  },
  {
    name: 'no PodDisruptionBudget',
    rule: 'disruption',
    says: /store: 0 PodDisruptionBudgets/,
    make: (all) => {
      drop(all, named(ofKind(all, 'PodDisruptionBudget'), 'newsflow-store'));
    },
  },
  {
    name: 'the old pods go before the new ones are ready',
    rule: 'disruption',
    says: /parser: is not rolled out one new pod at a time/,
    make: (all) => {
      deployment(all, 'parser').spec.strategy = { type: 'Recreate' };
    },
  },
  {
    name: 'a selector that matches nothing',
    rule: 'pods',
    says: /store: its selector does not match its pods/,
    make: (all) => {
      deployment(all, 'store').spec.selector = { matchLabels: { app: 'store' } };
    },
  },
  {
    name: 'a selector that matches the pods of all services',
    rule: 'pods',
    says: /store: its selector matches pods of parser, too/,
    make: (all) => {
      deployment(all, 'store').spec.selector = { matchLabels: { 'app.kubernetes.io/part-of': 'newsflow' } };
    },
  },
  {
    name: 'a writable root file system',
    rule: 'pods',
    says: /scraper \(service\): may write to its root file system/,
    make: (all) => {
      container(all, 'scraper').securityContext = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } };
    },
  },
  {
    name: 'a token of the Kubernetes API',
    rule: 'pods',
    says: /parser: gets a token of the Kubernetes API/,
    make: (all) => {
      pod(all, 'parser').automountServiceAccountToken = true;
    },
  },
  {
    name: 'variables of Services, which are no settings',
    rule: 'pods',
    says: /store: gets variables of Services/,
    make: (all) => {
      delete pod(all, 'store').enableServiceLinks;
    },
  },
  {
    name: 'a misspelt setting',
    rule: 'settings',
    says: /parser: NEWSFLOW_PARSER_THREAD is not a setting of newsflow; did you mean NEWSFLOW_PARSER_THREADS\?/,
    make: (all) => {
      setEnvironment(container(all, 'parser'), 'NEWSFLOW_PARSER_THREAD', '2');
    },
  },
  {
    name: 'a test setting in production',
    rule: 'settings',
    says: /scraper: NEWSFLOW_FETCH_ALLOW_CIDR is for tests/,
    make: (all) => {
      setEnvironment(container(all, 'scraper'), 'NEWSFLOW_FETCH_ALLOW_CIDR', '10.0.0.0/8');
    },
  },
  {
    name: 'a test setting in the settings of all services',
    rule: 'settings',
    says: /scraper: NEWSFLOW_FETCH_DNS is for tests/,
    make: (all) => {
      for (const { metadata, data } of ofKind(all, 'ConfigMap'))
        if (data && metadata.name.startsWith('newsflow-settings')) data['NEWSFLOW_FETCH_DNS'] = '127.0.0.1:53';
    },
  },
  {
    name: 'a password in the environment',
    rule: 'secrets',
    says: /store \(service\): NEWSFLOW_MONGODB_URI holds a secret/,
    make: (all) => {
      setEnvironment(container(all, 'store'), 'NEWSFLOW_MONGODB_URI', 'mongodb://store:hunter2@mongodb:27017');
    },
  },
  {
    name: 'a Secret in git',
    rule: 'secrets',
    says: /Secret newsflow-store stands among the manifests/,
    make: (all) => {
      all.push({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'newsflow-store' } });
    },
  },
  {
    name: 'a password file that is not mounted',
    rule: 'secrets',
    says: /parser \(service\): NEWSFLOW_KAFKA_PASSWORD_FILE is .*, where no Secret is mounted/,
    make: (all) => {
      const one = container(all, 'parser');
      one.volumeMounts = (one.volumeMounts ?? []).filter(({ name }) => name !== 'kafka');
    },
  },
  {
    name: 'a ConfigMap that does not exist',
    rule: 'references',
    says: /scraper: ConfigMap newsflow-source does not exist/,
    make: (all) => {
      for (const { configMap } of pod(all, 'scraper').volumes ?? []) if (configMap) configMap.name = 'newsflow-source';
    },
  },
  {
    name: 'an image by tag in production',
    rule: 'images',
    says: /store \(service\): image ghcr.io\/newsflow\/newsflow-store:latest is not named by its digest/,
    make: (all) => {
      container(all, 'store').image = 'ghcr.io/newsflow/newsflow-store:latest';
    },
  },
  {
    name: 'a missing topic',
    rule: 'kafkaTopics',
    says: /topic newsflow.takedown.v1: is missing/,
    make: (all) => {
      drop(all, topic(all, 'newsflow.takedown.v1'));
    },
  },
  {
    name: 'a missing dead-letter topic',
    rule: 'kafkaTopics',
    says: /topic newsflow-parser.dlq.v1: is missing/,
    make: (all) => {
      drop(all, topic(all, 'newsflow-parser.dlq.v1'));
    },
  },
  {
    name: 'a topic too small for its records',
    rule: 'kafkaTopics',
    says: /topic newsflow.raw-page.v1: max.message.bytes is not 8388608/,
    make: (all) => {
      Object.assign(topic(all, 'newsflow.raw-page.v1').spec.config ?? {}, { 'max.message.bytes': '1048576' });
    },
  },
  {
    name: 'one replica of a topic in production',
    rule: 'kafkaTopics',
    says: /topic newsflow.article.v1: 1 replicas, 2 in sync are too few/,
    make: (all) => {
      topic(all, 'newsflow.article.v1').spec.replicas = 1;
    },
  },
  {
    name: 'services and topics of different namespaces',
    rule: 'kafkaTopics',
    says: /topic red.raw-page.v1: is missing/,
    make: (all) => {
      for (const { data } of ofKind(all, 'ConfigMap'))
        if (data?.['NEWSFLOW_NAMESPACE']) data['NEWSFLOW_NAMESPACE'] = 'red';
    },
  },
  {
    name: 'a missing permission',
    rule: 'kafkaUsers',
    says: /user newsflow-parser: lacks allow literal topic newsflow.quotation.v1 Write/,
    make: (all) => {
      const { authorization } = user(all, 'newsflow-parser').spec;
      if (authorization)
        authorization.acls = authorization.acls.filter(({ resource }) => resource.name !== 'newsflow.quotation.v1');
    },
  },
  {
    name: 'a permission that nobody needs',
    rule: 'kafkaUsers',
    says: /user newsflow-store: does not need allow prefix topic newsflow All/,
    make: (all) => {
      user(all, 'newsflow-store').spec.authorization?.acls.push({
        resource: { type: 'topic', name: 'newsflow', patternType: 'prefix' },
        operations: ['All'],
      });
    },
  },
  {
    name: 'a service that logs in as another',
    rule: 'kafkaUsers',
    says: /store: logs in to Kafka as another service, newsflow-parser/,
    make: (all) => {
      setEnvironment(container(all, 'store'), 'NEWSFLOW_KAFKA_USERNAME', 'newsflow-parser');
    },
  },
  {
    name: 'more pods than partitions',
    rule: 'scaling',
    says: /autoscaling of the parser: up to 48 pods for 24 partitions/,
    make: (all) => {
      scaled(all, 'parser').spec.maxReplicaCount = 48;
    },
  },
  {
    name: 'the lag of another group',
    rule: 'scaling',
    says: /autoscaling of the parser: newsflow-store is not its group/,
    make: (all) => {
      trigger(all, 'parser')['consumerGroup'] = 'newsflow-store';
    },
  },
  {
    name: 'the lag of a topic that does not exist',
    rule: 'scaling',
    says: /newsflow.raw-pages.v1 is no topic that the parser reads/,
    make: (all) => {
      trigger(all, 'parser')['topic'] = 'newsflow.raw-pages.v1';
    },
  },
  {
    name: 'pods for a partition that stands still',
    rule: 'scaling',
    says: /a partition of newsflow.raw-page.v1 that stands still adds pods/,
    make: (all) => {
      delete trigger(all, 'parser')['excludePersistentLag'];
    },
  },
  {
    name: 'a number of pods beside KEDA',
    rule: 'scaling',
    says: /parser: 3 replicas in the manifest fight with KEDA/,
    make: (all) => {
      deployment(all, 'parser').spec.replicas = 3;
    },
  },
  {
    name: 'a scraper that may go into the private network',
    rule: 'network',
    says: /scraper: can reach 10.0.0.1, which is not public/,
    make: (all) => {
      for (const { to = [] } of policy(all, 'newsflow-web').spec.egress ?? [])
        for (const { ipBlock } of to)
          if (ipBlock) ipBlock.except = ipBlock.except?.filter((cidr) => !cidr.startsWith('10.')) ?? [];
    },
  },
  {
    name: 'a parser that may go out',
    rule: 'network',
    says: /parser: can reach 1.1.1.1 at port 443/,
    make: (all) => {
      policy(all, 'newsflow-web').spec.podSelector = {};
    },
  },
  {
    name: 'everything allowed by default',
    rule: 'network',
    says: /Egress is not denied by default/,
    make: (all) => {
      drop(all, policy(all, 'newsflow-deny-by-default'));
    },
  },
  {
    name: 'brokers that no policy lets through',
    rule: 'network',
    says: /store: cannot reach Kafka at kafka-kafka-bootstrap.kafka.svc:9092/,
    make: (all) => {
      setEnvironment(container(all, 'store'), 'NEWSFLOW_KAFKA_BROKERS', 'kafka-kafka-bootstrap.kafka.svc:9092');
    },
  },
];
