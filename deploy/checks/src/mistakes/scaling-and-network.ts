import { container, deployment, drop, policy, scaled, setEnvironment, trigger, type Mistake } from './mistake.ts';

export const scalingAndNetworkMistakes: readonly Mistake[] = [
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
