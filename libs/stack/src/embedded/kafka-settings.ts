import { deadLetterRetentionMs } from '@newsflow/contracts';
import type { Profile } from './profile.ts';

export interface KafkaPorts {
  kafka: number;
  controller: number;
}

/** Who may come by a listener of its own, where access lists count. */
export interface Logins {
  port: number;
  /** By user: letters and digits. */
  passwords: Readonly<Record<string, string>>;
}

/** Two listeners with TLS: by one users log in with SCRAM, by the other with a certificate. */
export interface Secured {
  scramPort: number;
  certificatePort: number;
  /** By user: letters and digits. Each may come by either SCRAM-SHA-256 or SCRAM-SHA-512. */
  passwords: Readonly<Record<string, string>>;
  /** PEM: the broker's private key (PKCS #8) and its certificate. */
  key: string;
  certificate: string;
  /** PEM: the authority of the clients' certificates. */
  clientAuthority: string;
}

/** A listener whose clients are told to come back by another port, where a proxy stands before it. */
export interface Proxied {
  port: number;
  advertisedPort: number;
}

/** One of several brokers, each of which is a controller too. */
export interface ClusterNode {
  /** From 1. */
  id: number;
  /** The same for all nodes of one cluster: 16 bytes in base64url. */
  clusterId: string;
  /** Of all nodes, in the order of their ids. */
  controllerPorts: readonly number[];
}

/** Largest record of the contract (8 MiB, and 64 KiB for a dead letter's headers) with room for the batch around it. */
const MAX_MESSAGE_BYTES = 8 * 1024 * 1024 + 128 * 1024;

type Settings = Record<string, string | number | boolean>;

/** Whoever comes without a login may do everything, the others what access lists allow. */
function loginSettings({ passwords }: Logins): Settings {
  const users = Object.entries(passwords).map(([user, password]) => `user_${user}="${password}"`);
  return {
    'listener.name.login.sasl.enabled.mechanisms': 'PLAIN',
    'listener.name.login.plain.sasl.jaas.config': `org.apache.kafka.common.security.plain.PlainLoginModule required ${users.join(' ')};`,
    'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
    'super.users': 'User:ANONYMOUS',
  };
}

/** Files of {@link securedSettings}, in the folder that Kafka runs in. */
export const securedFiles = { broker: 'broker.pem', clientAuthority: 'clients.pem' };
export const scramMechanisms = ['SCRAM-SHA-256', 'SCRAM-SHA-512'] as const;

function securedSettings(): Settings {
  const scram = 'listener.name.scram';
  const login = scramMechanisms.map((mechanism) => [
    `${scram}.${mechanism.toLowerCase()}.sasl.jaas.config`,
    'org.apache.kafka.common.security.scram.ScramLoginModule required;',
  ]);
  const keys = [scram, 'listener.name.certificate'].flatMap((listener) => [
    [`${listener}.ssl.keystore.type`, 'PEM'],
    [`${listener}.ssl.keystore.location`, securedFiles.broker],
  ]);
  return {
    ...(Object.fromEntries([...login, ...keys]) as Settings),
    [`${scram}.sasl.enabled.mechanisms`]: scramMechanisms.join(','),
    'listener.name.certificate.ssl.client.auth': 'required',
    'listener.name.certificate.ssl.truststore.type': 'PEM',
    'listener.name.certificate.ssl.truststore.location': securedFiles.clientAuthority,
  };
}

export interface BrokerPlace {
  /** Address that clients are listened for on; they are told to come to 127.0.0.1. */
  bind: string;
  ports: KafkaPorts;
  logFolder: string;
  logins?: Logins | undefined;
  secured?: Secured | undefined;
  proxied?: Proxied | undefined;
  /** Default: it is alone. */
  node?: ClusterNode | undefined;
}

/** `server.properties` of a broker on this machine. */
export function kafkaSettings(profile: Profile, place: Omit<BrokerPlace, 'bind'>): string {
  return Object.entries(brokerSettings(profile, { bind: '127.0.0.1', ...place }))
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}

/** A single broker has nobody to wait for: no second voter, no other members of a group. */
const aloneSettings: Settings = {
  'controller.quorum.election.timeout.ms': 100,
  'controller.quorum.election.backoff.max.ms': 50,
  'controller.quorum.fetch.timeout.ms': 200,
  'broker.heartbeat.interval.ms': 100,
  // A killed broker may not come back before its old session is over.
  'broker.session.timeout.ms': 3000,
};

/** Several have to notice soon that one is gone, and give it its partitions back once it is there again. */
const togetherSettings: Settings = {
  'broker.heartbeat.interval.ms': 500,
  'broker.session.timeout.ms': 6000,
  'leader.imbalance.check.interval.seconds': 1,
};

const MAX_REPLICAS = 3;

/** Internal topics: more partitions than needed only cost start-up time. */
function replicationSettings(nodes: number): Settings {
  const replicas = Math.min(nodes, MAX_REPLICAS);
  const inSync = Math.max(1, replicas - 1);
  return {
    'min.insync.replicas': inSync,
    'offsets.topic.num.partitions': nodes,
    'offsets.topic.replication.factor': replicas,
    'transaction.state.log.num.partitions': nodes,
    'transaction.state.log.replication.factor': replicas,
    'transaction.state.log.min.isr': inSync,
    'share.coordinator.state.topic.replication.factor': replicas,
    'share.coordinator.state.topic.min.isr': inSync,
  };
}

/** Settings of a broker that is a controller too. */
export function brokerSettings(profile: Profile, place: BrokerPlace): Settings {
  const { bind, ports, logFolder, logins, secured, proxied, node } = place;
  const { id, controllerPorts } = node ?? { id: 1, controllerPorts: [ports.controller] };
  const listeners = (host: string, proxiedPort: number | undefined): string =>
    [
      `PLAINTEXT://${host}:${ports.kafka}`,
      ...(logins ? [`LOGIN://${host}:${logins.port}`] : []),
      ...(secured ? [`SCRAM://${host}:${secured.scramPort}`, `CERTIFICATE://${host}:${secured.certificatePort}`] : []),
      ...(proxiedPort === undefined ? [] : [`PROXIED://${host}:${proxiedPort}`]),
    ].join(',');
  return {
    ...(logins ? loginSettings(logins) : {}),
    ...(secured ? securedSettings() : {}),
    'listener.security.protocol.map':
      'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,PROXIED:PLAINTEXT,LOGIN:SASL_PLAINTEXT,SCRAM:SASL_SSL,CERTIFICATE:SSL',
    'process.roles': 'broker,controller',
    'node.id': id,
    'controller.quorum.voters': controllerPorts.map((port, index) => `${index + 1}@127.0.0.1:${port}`).join(','),
    listeners: `${listeners(bind, proxied?.port)},CONTROLLER://127.0.0.1:${ports.controller}`,
    'advertised.listeners': listeners('127.0.0.1', proxied?.advertisedPort),
    'controller.listener.names': 'CONTROLLER',
    'inter.broker.listener.name': 'PLAINTEXT',
    'log.dirs': logFolder,

    // Topics come from the contract: one that appears by a typing error would be found by nobody.
    'auto.create.topics.enable': false,
    'num.partitions': 6,
    'message.max.bytes': MAX_MESSAGE_BYTES,
    'replica.fetch.max.bytes': MAX_MESSAGE_BYTES,

    ...replicationSettings(controllerPorts.length),

    // As long as dead letters are kept: the group that notes which of them are settled has no members (docs/operations.md).
    'offsets.retention.minutes': deadLetterRetentionMs / 60_000,

    ...(controllerPorts.length === 1 ? aloneSettings : togetherSettings),
    'group.initial.rebalance.delay.ms': 0,

    // Bounded threads and memory; the cleaner's buffer alone is 128 MiB by default, half of our heap.
    'num.network.threads': 1,
    'num.io.threads': 2,
    'background.threads': 2,
    'log.cleaner.enable': profile === 'durable',
    'log.cleaner.dedupe.buffer.size': 16 * 1024 * 1024,
  };
}
