import { ofKind } from '../kubernetes/objects.ts';
import { container, deployment, drop, named, pod, setEnvironment, type Mistake } from './mistake.ts';

export const podsMistakes: readonly Mistake[] = [
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
    says: /parser: its heaps may take 1536 MiB/,
    make: (all) => {
      setEnvironment(container(all, 'parser'), 'NEWSFLOW_PARSER_THREADS', '8');
    },
  },
  {
    name: 'as many workers as the node has processors',
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
];
