import { once } from 'node:events';
import { createSocket } from 'node:dgram';
import { AUTHORITATIVE_ANSWER, decode, encode, type Packet, type Question } from 'dns-packet';

const nameNotFound = 3; // RFC 1035, section 4.1.1: RCODE 3

export interface DnsServer {
  /** `host:port`, UDP. */
  address: string;
  stop(): Promise<void>;
}

/**
 * Answers A queries for the given names over UDP on 127.0.0.1; other record types of these names get an empty answer, other names NXDOMAIN.
 * @param addresses IPv4 address by lower-case host name
 */
export async function startDnsServer(addresses: ReadonlyMap<string, string>): Promise<DnsServer> {
  const socket = createSocket('udp4');
  socket.on('message', (message, client) => {
    const answer = answerTo(message, addresses);
    if (answer) socket.send(answer, client.port, client.address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return {
    address: `127.0.0.1:${socket.address().port}`,
    stop: () =>
      new Promise((resolve) => {
        socket.close(() => {
          resolve();
        });
      }),
  };
}

/** The answer to one query; null for a datagram that is no query, which is dropped as a name server would. */
export function answerTo(message: Buffer, addresses: ReadonlyMap<string, string>): Buffer | null {
  let query: Packet;
  try {
    query = decode(message);
  } catch {
    return null;
  }
  const question = query.questions?.[0];
  if (!question || query.type === 'response') return null;
  return encode({ id: query.id ?? 0, type: 'response', questions: [question], ...answerFor(question, addresses) });
}

function answerFor(question: Question, addresses: ReadonlyMap<string, string>): Packet {
  const address = addresses.get(question.name.toLowerCase());
  if (address === undefined) return { flags: AUTHORITATIVE_ANSWER | nameNotFound };
  if (question.type !== 'A') return { flags: AUTHORITATIVE_ANSWER };
  return {
    flags: AUTHORITATIVE_ANSWER,
    answers: [{ type: 'A', class: 'IN', name: question.name, ttl: 60, data: address }],
  };
}
