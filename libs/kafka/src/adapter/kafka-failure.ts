import { FatalError, PoisonError, TransientError, UnavailableError } from '../errors.ts';
import { hintOf, refusalOf } from './refusals.ts';

interface KafkajsError extends Error {
  readonly type?: string;
  readonly code?: unknown;
}

/** The chain of causes, outermost first: kafkajs wraps the telling error in "retries exceeded" and the like. */
function chain(error: unknown): KafkajsError[] {
  const links: KafkajsError[] = [];
  for (let link = error; link instanceof Error && links.length < 10; link = link.cause) links.push(link);
  return links;
}

/** The protocol's name of an error (`UNKNOWN_MEMBER_ID`), wherever in the chain it is. */
export const protocolError = (error: unknown): string | undefined =>
  chain(error).find(({ type }) => type !== undefined)?.type;

const tooLarge = new Set(['MESSAGE_TOO_LARGE', 'RECORD_LIST_TOO_LARGE']);
const misconfigured = new Set([
  'INVALID_REPLICATION_FACTOR',
  'INVALID_PARTITIONS',
  'INVALID_CONFIG',
  'POLICY_VIOLATION',
]);
/** Another producer has the transactional id by now. Code 90 is one that kafkajs does not know. */
const fencedProducer = new Set(['INVALID_PRODUCER_EPOCH', 'INVALID_PRODUCER_ID_MAPPING', 'INVALID_TXN_STATE']);
const missing = new Set(['UNKNOWN_TOPIC_OR_PARTITION', 'INVALID_TOPIC_EXCEPTION']);

/** Number, library, function, file and line around the reason that OpenSSL gives. */
const openSsl = /[0-9A-F]+:error:[0-9A-F]+:[^:]*:[^:]*:([^:]*):.*/su;

/** One sentence for people: the innermost message, without stack. */
export const briefly = (error: unknown): string => {
  const last = chain(error).at(-1);
  return last === undefined ? String(error) : last.message.replace(openSsl, '$1');
};

/** Why nothing comes of a connection that may yet come about, with what is often behind it. */
export const whyUnreachable = (error: unknown): string => {
  const [hint] = chain(error).flatMap((link) => hintOf(link) ?? []);
  return hint === undefined ? briefly(error) : `${briefly(error)} (${hint})`;
};

type Failure = FatalError | PoisonError | TransientError | UnavailableError;
const isOurs = (error: Error): error is Failure =>
  [FatalError, PoisonError, TransientError, UnavailableError].some((type) => error instanceof type);

/** An error of kafkajs as one of ours: what can be done about it, not where it arose. */
export function kafkaFailure(doing: string, error: unknown): Failure {
  // Also where kafkajs has wrapped what we threw.
  const ours = chain(error).find(isOurs);
  if (ours) return ours;
  const type = protocolError(error) ?? '';
  const cause = { cause: error };
  const message = `${doing}: ${briefly(error)}`;
  if (tooLarge.has(type)) return new PoisonError('RECORD_TOO_LARGE', message, cause);
  if (type === 'INVALID_RECORD') return new PoisonError('INVALID_RECORD', message, cause);
  if (missing.has(type)) return new UnavailableError('TOPIC_MISSING', message, cause);
  if (fencedProducer.has(type) || chain(error).some(({ code }) => code === 90))
    return new UnavailableError('PRODUCER_FENCED', message, cause);
  if (misconfigured.has(type)) return new FatalError('KAFKA_MISCONFIGURED', message, cause);
  if (type.endsWith('AUTHORIZATION_FAILED')) return new FatalError('KAFKA_REFUSED', message, cause);
  const [refusal] = chain(error).flatMap((link) => refusalOf(link) ?? []);
  if (refusal) return new FatalError(refusal.code, `${message}: ${refusal.advice}; trying again does not help`, cause);
  return new UnavailableError('KAFKA_UNAVAILABLE', message, cause);
}
