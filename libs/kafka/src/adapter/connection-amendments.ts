import kafkajs from 'kafkajs';
import SaslAuthenticator from 'kafkajs/src/broker/saslAuthenticator/index.js';
import Connection from 'kafkajs/src/network/connection.js';
import { notKafka, speaksTls } from './refusals.ts';

const lengthBytes = 4;
/** Far above any answer to us. `HTTP` read as a length is 1.2 GB, the alert of a TLS listener 352 MB. */
const longestAnswerBytes = 256 * 1024 * 1024;
const tlsAlert = 0x15;

const processData = Connection.prototype.processData;

/**
 * The original waits for as many bytes as the first four say, whoever answers, and at a negative number its error ends the
 * process.
 */
Connection.prototype.processData = function (this: Connection, data: Buffer): void {
  // Else in the middle of an answer.
  const begins = this.bytesBuffered === 0 && data.length >= lengthBytes;
  const length = begins ? data.readInt32BE(0) : 0;
  if (length >= 0 && length <= longestAnswerBytes) {
    processData.call(this, data);
    return;
  }
  const [message, code] =
    data[0] === tlsAlert && data[1] === 3
      ? ['this port of Kafka speaks TLS', speaksTls]
      : ['what answers there is not Kafka', notKafka];
  this.socket.destroy(Object.assign(new Error(message), { code }));
};

const passes = (error: unknown): boolean =>
  error instanceof kafkajs.KafkaJSConnectionError || error instanceof kafkajs.KafkaJSRequestTimeoutError;
const authenticate = SaslAuthenticator.prototype.authenticate;

/** The original takes a broker that went away in the middle of a login for one that refuses it, for good. */
SaslAuthenticator.prototype.authenticate = async function (this: SaslAuthenticator): Promise<void> {
  const { connection } = this;
  const { send } = connection;
  let lost: unknown;
  connection.send = async (request) => {
    try {
      return await send.call(connection, request);
    } catch (error) {
      if (passes(error)) lost = error;
      throw error;
    }
  };
  try {
    await authenticate.call(this);
  } catch (error) {
    throw lost ?? error;
  } finally {
    Reflect.deleteProperty(connection, 'send');
  }
};
