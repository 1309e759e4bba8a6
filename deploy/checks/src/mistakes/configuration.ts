import { ofKind } from '../kubernetes/objects.ts';
import { container, pod, setEnvironment, type Mistake } from './mistake.ts';

export const configurationMistakes: readonly Mistake[] = [
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
    name: "an authority of Kafka's certificate that is not mounted",
    rule: 'secrets',
    says: /scraper \(service\): NEWSFLOW_KAFKA_TLS_CA_FILE is .*, where no Secret is mounted/,
    make: (all) => {
      const one = container(all, 'scraper');
      one.volumeMounts = (one.volumeMounts ?? []).filter(({ name }) => name !== 'kafka-ca');
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
];
