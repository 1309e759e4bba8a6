import { ofKind } from '../kubernetes/objects.ts';
import { container, drop, setEnvironment, topic, user, type Mistake } from './mistake.ts';

export const kafkaMistakes: readonly Mistake[] = [
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
];
