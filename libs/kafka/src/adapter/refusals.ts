/** What stands between a client and Kafka until somebody changes a setting or a certificate, and what to change. */
export interface Refusal {
  readonly code: 'KAFKA_REFUSED' | 'KAFKA_UNTRUSTED' | 'KAFKA_MISCONFIGURED';
  readonly advice: string;
}

/** Codes of errors that the amendments raise. */
export const speaksTls = 'KAFKA_SPEAKS_TLS';
export const notKafka = 'NOT_KAFKA';

const untrusted: Refusal = {
  code: 'KAFKA_UNTRUSTED',
  advice: 'NEWSFLOW_KAFKA_TLS_CA_FILE has to name the authority of its certificate',
};
const refusals: ReadonlyMap<string, Refusal> = new Map([
  // What OpenSSL says of a chain that ends in nobody whom this client knows.
  ['SELF_SIGNED_CERT_IN_CHAIN', untrusted],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', untrusted],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', untrusted],
  ['UNABLE_TO_GET_ISSUER_CERT', untrusted],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', untrusted],
  ['CERT_SIGNATURE_FAILURE', untrusted],
  ['CERT_UNTRUSTED', untrusted],
  ['INVALID_CA', untrusted],
  [
    'ERR_TLS_CERT_ALTNAME_INVALID',
    {
      code: 'KAFKA_UNTRUSTED',
      advice: 'its certificate has to bear the name by which NEWSFLOW_KAFKA_BROKERS or the cluster itself calls it',
    },
  ],
  [speaksTls, { code: 'KAFKA_MISCONFIGURED', advice: 'NEWSFLOW_KAFKA_TLS has to be true' }],
  [
    'UNSUPPORTED_SASL_MECHANISM',
    { code: 'KAFKA_REFUSED', advice: 'NEWSFLOW_KAFKA_SASL_MECHANISM has to be one that Kafka takes' },
  ],
  [
    'ILLEGAL_SASL_STATE',
    { code: 'KAFKA_REFUSED', advice: 'this port of Kafka takes no login: leave NEWSFLOW_KAFKA_SASL_MECHANISM out' },
  ],
]);
/** As the other side says it, in the words of whatever version of OpenSSL and TLS. */
const certificateRefused = /^ERR_SSL_.*ALERT_(?:.*CERTIFICATE|UNKNOWN_CA|ACCESS_DENIED)/u;
const ownCertificate: Refusal = {
  code: 'KAFKA_REFUSED',
  advice: 'Kafka wants a certificate that it knows: NEWSFLOW_KAFKA_TLS_CERT_FILE and NEWSFLOW_KAFKA_TLS_KEY_FILE',
};
const login: Refusal = {
  code: 'KAFKA_REFUSED',
  advice: 'NEWSFLOW_KAFKA_USERNAME and NEWSFLOW_KAFKA_PASSWORD_FILE have to be those of a user of Kafka',
};

/** By one error of kafkajs; undefined where waiting may help, which includes a certificate that has run out. */
export function refusalOf({ name, type, code }: { name: string; type?: unknown; code?: unknown }): Refusal | undefined {
  const known = refusals.get(String(type ?? code)) ?? refusals.get(String(code));
  if (known) return known;
  if (typeof code === 'string' && certificateRefused.test(code)) return ownCertificate;
  return name === 'KafkaJSSASLAuthenticationError' || type === 'SASL_AUTHENTICATION_FAILED' ? login : undefined;
}

/** What a broker does that has just gone away, but also one that was spoken to in the wrong way. */
export function hintOf({ name, message }: { name: string; message: string }): string | undefined {
  if (name === 'KafkaJSConnectionClosedError')
    return 'if it goes on: does this port ask for a login, NEWSFLOW_KAFKA_SASL_MECHANISM, or for TLS, NEWSFLOW_KAFKA_TLS?';
  return message.includes('before secure TLS connection was established')
    ? 'if it goes on: does this port speak TLS? NEWSFLOW_KAFKA_TLS is true'
    : undefined;
}
