import { freePort } from '@newsflow/stack';
import { LoopbackProxy, type Tap } from '@newsflow/testing';

/** https://kafka.apache.org/protocol#protocol_api_keys */
const requests = { produce: 0, endTransaction: 26, commitInTransaction: 28 } as const;

/** Loses answers on the connections that it is tapped into: what was asked for is done, and then the connection ends. */
export class LostAnswers {
  #kind = -1;
  #left = 0;
  #lost = 0;

  /** Loses the answers to the next so many requests of this kind. */
  lose(request: keyof typeof requests, count: number): void {
    this.#kind = requests[request];
    this.#left = count;
    this.#lost = 0;
  }

  /** So many have been lost since then. */
  lost(): number {
    return this.#lost;
  }

  tap(): Tap {
    const sent = new Frames();
    const answered = new Frames();
    /** Kind of request by its number on this connection. */
    const asked = new Map<number, number>();
    return {
      sent: (bytes) => {
        for (const frame of sent.take(bytes)) asked.set(frame.readInt32BE(8), frame.readInt16BE(4));
        return bytes;
      },
      answered: (bytes) => {
        for (const frame of answered.take(bytes)) {
          if (this.#left === 0 || asked.get(frame.readInt32BE(4)) !== this.#kind) continue;
          this.#left -= 1;
          this.#lost += 1;
          return null;
        }
        return bytes;
      },
    };
  }
}

/** A way to a broker on which answers get lost. */
export interface LossyKafka extends Pick<LostAnswers, 'lose' | 'lost'> {
  readonly brokers: readonly string[];
  close(): Promise<void>;
}

export async function lossyKafka([broker = '']: readonly string[]): Promise<LossyKafka> {
  const target = Number(broker.split(':')[1]);
  const port = await freePort();
  const answers = new LostAnswers();
  const tap = (): Tap => {
    const { sent, answered } = answers.tap();
    return {
      sent,
      answered: (bytes) => {
        const passed = answered(bytes);
        return passed && rewritePort(passed, target, port);
      },
    };
  };
  const proxy = await LoopbackProxy.listen(port, target, tap);
  return {
    brokers: [`127.0.0.1:${port}`],
    lose: (request, count) => {
      answers.lose(request, count);
    },
    lost: () => answers.lost(),
    close: () => proxy.close(),
  };
}

/** Kafka's messages come one behind the other, each with its length before it, cut anywhere. */
class Frames {
  #rest: Buffer = Buffer.alloc(0);

  *take(bytes: Buffer): Generator<Buffer> {
    this.#rest = Buffer.concat([this.#rest, bytes]);
    while (this.#rest.length >= 4 && this.#rest.length >= 4 + this.#rest.readInt32BE(0)) {
      const end = 4 + this.#rest.readInt32BE(0);
      yield this.#rest.subarray(0, end);
      this.#rest = this.#rest.subarray(end);
    }
  }
}

/** In metadata answers the broker names its own address: host as a string, then the port as an int32. */
function rewritePort(answer: Buffer, from: number, to: number): Buffer {
  const address = Buffer.alloc('127.0.0.1'.length + 4);
  address.write('127.0.0.1');
  address.writeInt32BE(from, address.length - 4);
  const at = answer.indexOf(address);
  if (at < 0) return answer;
  const rewritten = Buffer.from(answer);
  rewritten.writeInt32BE(to, at + address.length - 4);
  return rewritten;
}
