import type { SettingName } from './setting.ts';

/** Read elsewhere than in the services, which only have to know the name. */
export interface OtherSetting {
  readonly name: SettingName;
  readonly reader: 'command line' | 'docker-compose.yml' | 'command line, docker-compose.yml';
  /** For people. */
  readonly default: string;
  readonly description: string;
}

/** Settings of the command line with the Kafka and MongoDB that it starts, and of docker-compose.yml. */
export const otherSettings: readonly OtherSetting[] = [
  {
    name: 'NEWSFLOW_DATA',
    reader: 'command line',
    default: '`$XDG_DATA_HOME/newsflow`, else `~/.local/share/newsflow`',
    description: 'Folder of what `up` keeps, with one folder in it for each namespace.',
  },
  {
    name: 'NEWSFLOW_CACHE',
    reader: 'command line',
    default: '`$XDG_CACHE_HOME/newsflow`, else `~/.cache/newsflow`',
    description:
      'Folder of the programs that are fetched on first use (Java, Kafka, mongod); may be deleted at any time.',
  },
  {
    name: 'NEWSFLOW_STACK',
    reader: 'command line',
    default: 'what this machine has',
    description: 'Where a Kafka and a MongoDB of its own come from: `embedded` (processes) or `docker` (containers).',
  },
  {
    name: 'NEWSFLOW_KAFKA_IMAGE',
    reader: 'command line, docker-compose.yml',
    default: 'the official image',
    description: 'Image of Kafka.',
  },
  {
    name: 'NEWSFLOW_MONGODB_IMAGE',
    reader: 'command line, docker-compose.yml',
    default: 'the official image',
    description: 'Image of MongoDB.',
  },
  {
    name: 'NEWSFLOW_NODE_IMAGE',
    reader: 'docker-compose.yml',
    default: 'the official image',
    description: 'Image that those of the services are built from.',
  },
  {
    name: 'NEWSFLOW_KAFKA_PORT',
    reader: 'docker-compose.yml',
    default: '9094',
    description: 'Port of Kafka on the machine itself.',
  },
  {
    name: 'NEWSFLOW_MONGODB_PORT',
    reader: 'docker-compose.yml',
    default: '27017',
    description: 'Port of MongoDB on the machine itself.',
  },
];
