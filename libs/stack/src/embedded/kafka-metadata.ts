import { connect } from 'node:net';

const METADATA_API_KEY = 3;
/** The newest version without compact encodings; every broker since 2.1 answers it. */
const METADATA_API_VERSION = 7;
const CLIENT_ID = 'newsflow-stack';
const LENGTH_BYTES = 4;
/** An answer about no topics is a list of brokers: a larger one is not Kafka's (`HTTP` read as a length is 1.2 GB). */
const MAX_RESPONSE_BYTES = 1024 * 1024;

export interface KafkaAddress {
  host: string;
  port: number;
}

/**
 * Number of brokers that the broker at this address names in a Metadata answer. A broker that is starting up accepts
 * connections well before it is ready, then with no answer or an empty list.
 *
 * @throws Error when there is no connection, or no valid answer within `timeoutMs`
 * @see https://kafka.apache.org/protocol (Metadata request version 7, request header version 1)
 */
export async function countBrokers({ host, port }: KafkaAddress, timeoutMs: number): Promise<number> {
  const response = await exchange(host, port, metadataRequest(), timeoutMs);
  // Correlation id, throttle time in ms, then the array of brokers.
  if (response.length < 12) throw new Error('the answer is not a Kafka Metadata response');
  return response.readInt32BE(8);
}

/** Asks for no topic at all: brokers only. */
export function metadataRequest(): Buffer {
  const clientId = Buffer.from(CLIENT_ID);
  const header = Buffer.alloc(10);
  header.writeInt16BE(METADATA_API_KEY, 0);
  header.writeInt16BE(METADATA_API_VERSION, 2);
  header.writeInt32BE(1, 4); // correlation id
  header.writeInt16BE(clientId.length, 8);
  const body = Buffer.from([0, 0, 0, 0, 0]); // an array of zero topics, no automatic creation
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeInt32BE(header.length + clientId.length + body.length);
  return Buffer.concat([length, header, clientId, body]);
}

/** Sends one length-prefixed request and resolves with the answer behind its length. */
function exchange(host: string, port: number, request: Buffer, timeoutMs: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    let received = Buffer.alloc(0);
    const socket = connect(port, host);
    const deadline = setTimeout(() => socket.destroy(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs);
    socket.on('connect', () => socket.write(request));
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      if (received.length < LENGTH_BYTES) return;
      const size = received.readInt32BE(0);
      if (size < 0 || size > MAX_RESPONSE_BYTES) {
        socket.destroy(new Error('the answer is not a Kafka Metadata response'));
      } else if (received.length >= LENGTH_BYTES + size) {
        resolve(received.subarray(LENGTH_BYTES, LENGTH_BYTES + size));
        socket.destroy();
      }
    });
    socket.on('error', reject);
    socket.on('close', () => {
      clearTimeout(deadline);
      reject(new Error('the connection was closed without an answer'));
    });
  });
}
