import { connect } from 'node:net';

const CLIENT_ID = 'newsflow-stack';
const LENGTH_BYTES = 4;
const HEADER_BYTES = 10;
const CORRELATION_ID_BYTES = 4;
/** What we ask has short answers: a longer one is not Kafka's (`HTTP` read as a length is 1.2 GB). */
const MAX_RESPONSE_BYTES = 1024 * 1024;

export interface KafkaAddress {
  host: string;
  port: number;
}

export interface KafkaRequest {
  apiKey: number;
  /** One without compact encodings (request header version 1). */
  apiVersion: number;
  body: Buffer;
}

/**
 * One request to one broker over a connection of its own. Enough to see whether a broker is ready; a client library is not needed for that.
 *
 * @returns the body of the answer, behind its header
 * @throws Error when there is no connection, or no valid answer within `timeoutMs`
 * @see https://kafka.apache.org/protocol
 */
export function askBroker({ host, port }: KafkaAddress, request: KafkaRequest, timeoutMs: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    let received = Buffer.alloc(0);
    const socket = connect(port, host);
    const deadline = setTimeout(() => socket.destroy(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs);
    socket.on('connect', () => socket.write(encodeRequest(request)));
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      if (received.length < LENGTH_BYTES) return;
      const size = received.readInt32BE(0);
      if (size < CORRELATION_ID_BYTES || size > MAX_RESPONSE_BYTES) {
        socket.destroy(new Error('the answer is not that of a Kafka broker'));
      } else if (received.length >= LENGTH_BYTES + size) {
        resolve(received.subarray(LENGTH_BYTES + CORRELATION_ID_BYTES, LENGTH_BYTES + size));
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

export function encodeRequest({ apiKey, apiVersion, body }: KafkaRequest): Buffer {
  const clientId = Buffer.from(CLIENT_ID);
  const head = Buffer.alloc(LENGTH_BYTES + HEADER_BYTES);
  head.writeInt32BE(HEADER_BYTES + clientId.length + body.length, 0);
  head.writeInt16BE(apiKey, 4);
  head.writeInt16BE(apiVersion, 6);
  head.writeInt32BE(1, 8); // correlation id
  head.writeInt16BE(clientId.length, 12);
  return Buffer.concat([head, clientId, body]);
}
