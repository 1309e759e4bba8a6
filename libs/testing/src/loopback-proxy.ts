import { connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

interface Link {
  readonly client: Socket;
  readonly upstream: Socket;
}

/** Sees what passes on one connection, before it does, and says what is passed on; null ends the connection instead. */
export interface Tap {
  readonly sent: (bytes: Buffer) => Buffer | null;
  readonly answered: (bytes: Buffer) => Buffer | null;
}

const asItIs = (bytes: Buffer): Buffer => bytes;
const untapped: Tap = { sent: asItIs, answered: asItIs };

/** A loopback proxy of one port, through which a network can be made bad. */
export class LoopbackProxy {
  readonly #links = new Set<Link>();
  readonly #server: Server;
  #delayMs = 0;
  #silent = false;

  private constructor(
    readonly port: number,
    readonly target: number,
    readonly tap: () => Tap,
  ) {
    this.#server = createServer((client) => {
      this.#accept(client);
    });
  }

  /** @param tap makes one for each connection */
  static async listen(port: number, target: number, tap = () => untapped): Promise<LoopbackProxy> {
    const proxy = new LoopbackProxy(port, target, tap);
    await new Promise<void>((resolve, reject) => {
      proxy.#server.once('error', reject).listen(port, '127.0.0.1', resolve);
    });
    return proxy;
  }

  /** Ends every connection that there is; new ones go through. */
  cut(): void {
    for (const { client, upstream } of this.#links) {
      client.destroy();
      upstream.destroy();
    }
  }

  /** Each chunk of bytes waits so long in either direction; 0 ends it. */
  slow(delayMs: number): void {
    this.#delayMs = delayMs;
  }

  /** Connections stay open and nothing comes through, as behind a firewall that forgot them. What was under way then is lost. */
  halfOpen(silent: boolean): void {
    this.#silent = silent;
    // After silence bytes are missing: these connections are of no use to anybody.
    if (!silent) this.cut();
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #accept(client: Socket): void {
    const upstream = connect(this.target, '127.0.0.1');
    const link = { client, upstream };
    const { sent, answered } = this.tap();
    this.#links.add(link);
    for (const [from, to, tap] of [
      [client, upstream, sent],
      [upstream, client, answered],
    ] as const) {
      from.on('error', () => undefined);
      from.on('close', () => {
        to.destroy();
        this.#links.delete(link);
      });
      void this.#pump(from, to, tap);
    }
  }

  async #pump(from: Socket, to: Socket, tap: Tap['sent']): Promise<void> {
    try {
      for await (const chunk of from) {
        if (this.#silent) continue;
        if (this.#delayMs > 0) await delay(this.#delayMs);
        const bytes = tap(chunk as Buffer);
        if (bytes === null) return void to.destroy();
        if (!to.write(bytes)) await new Promise((resolve) => to.once('drain', resolve).once('close', resolve));
      }
    } catch {
      // Cut.
    }
    to.end();
  }
}
