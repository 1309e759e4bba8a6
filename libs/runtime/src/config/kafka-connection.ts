import { createPrivateKey, X509Certificate } from 'node:crypto';
import type { KafkaSettings } from '@newsflow/kafka';
import type { SettingsOf } from './catalogue.ts';

export type KafkaAccess = Pick<
  SettingsOf<'parser'>,
  | 'kafkaTls'
  | 'kafkaTlsCa'
  | 'kafkaTlsCertificate'
  | 'kafkaTlsKey'
  | 'kafkaSaslMechanism'
  | 'kafkaUsername'
  | 'kafkaPassword'
>;

function tls({ kafkaTls, kafkaTlsCa: ca, kafkaTlsCertificate: cert, kafkaTlsKey: key }: KafkaAccess) {
  if (!kafkaTls || (ca === undefined && cert === undefined)) return kafkaTls;
  return { ...(ca !== undefined && { ca }), ...(cert !== undefined && { cert }), ...(key !== undefined && { key }) };
}

/** How to speak to brokers, as `connectKafka` wants it. A login is whole or none, see {@link kafkaProblems}. */
export function kafkaConnection(access: KafkaAccess): Pick<KafkaSettings, 'tls' | 'sasl'> {
  const { kafkaSaslMechanism: mechanism, kafkaUsername: username, kafkaPassword: password } = access;
  return {
    tls: tls(access),
    ...(mechanism !== undefined && username !== undefined && password !== undefined
      ? { sasl: { mechanism, username, password } }
      : {}),
  };
}

type Values = Readonly<Record<string, unknown>>;
type Named = readonly (readonly [key: keyof KafkaAccess, name: string])[];

const sasl: Named = [
  ['kafkaSaslMechanism', 'NEWSFLOW_KAFKA_SASL_MECHANISM'],
  ['kafkaUsername', 'NEWSFLOW_KAFKA_USERNAME'],
  ['kafkaPassword', 'NEWSFLOW_KAFKA_PASSWORD_FILE'],
];
const ownCertificate: Named = [
  ['kafkaTlsCertificate', 'NEWSFLOW_KAFKA_TLS_CERT_FILE'],
  ['kafkaTlsKey', 'NEWSFLOW_KAFKA_TLS_KEY_FILE'],
];

function missingOf(values: Values, all: Named): string[] {
  const [, present] = all.find(([key]) => values[key] !== undefined) ?? [];
  if (present === undefined) return [];
  return all.filter(([key]) => values[key] === undefined).map(([, name]) => `${name} is missing: ${present} is set`);
}

/** Without TLS a certificate would be left out in silence. */
function withoutTls(values: Values): string[] {
  const names: Named = [['kafkaTlsCa', 'NEWSFLOW_KAFKA_TLS_CA_FILE'], ...ownCertificate];
  const [, name] = names.find(([key]) => values[key] !== undefined) ?? [];
  return name === undefined || values['kafkaTls'] === true ? [] : [`NEWSFLOW_KAFKA_TLS must be true: ${name} is set`];
}

function foreignKey({ kafkaTlsCertificate: certificate, kafkaTlsKey: key }: Values): string[] {
  if (typeof certificate !== 'string' || typeof key !== 'string') return [];
  if (new X509Certificate(certificate).checkPrivateKey(createPrivateKey(key))) return [];
  return ['NEWSFLOW_KAFKA_TLS_KEY_FILE holds the key of another certificate than NEWSFLOW_KAFKA_TLS_CERT_FILE'];
}

/**
 * What is wrong with the settings for Kafka taken together, one line each and without values. SASL needs a mechanism, a
 * name and a password: without a password it would fail later, at the first connection, and without a mechanism the
 * login would be left out in silence.
 */
export const kafkaProblems = (values: Values): string[] => [
  ...missingOf(values, sasl),
  ...missingOf(values, ownCertificate),
  ...withoutTls(values),
  ...foreignKey(values),
];
