import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { connectKafka, provisionTopics } from '@newsflow/kafka';
import { type ServiceHandle, type Stack, startService, startStack } from '@newsflow/stack';
import { partitions } from '@newsflow/contracts';
import { root } from '../root.ts';
import { services } from '../services.ts';
import { type Running, stackFolder, type Wanted } from './client.ts';

/** Creates the topics and dead-letter topics that are missing. */
export async function provision(brokers: string[], namespace: string): Promise<void> {
  const kafka = connectKafka({ brokers, clientId: 'newsflow-provision' });
  await provisionTopics(kafka, { namespace, partitions: partitions.embedded, replicationFactor: 1, groups: services });
}

/** A stack with services on this machine. Starts what is missing, restarts nothing by itself. */
export class Installation {
  private stack: Stack | undefined;
  private handles: ServiceHandle[] = [];
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly folder: string,
    private readonly onProgress: (line: string) => void,
  ) {}

  running(): Running {
    return {
      pid: process.pid,
      brokers: [...(this.stack?.brokers ?? [])],
      mongodbUri: this.stack?.mongodbUri ?? '',
      services: this.alive().map(({ name, pid, url }) => ({ name, pid, http: url })),
    };
  }

  /** Calls wait for each other, so that two `up` at once start nothing twice. */
  ensure(wanted: Wanted): Promise<Running> {
    return this.inTurn(() => this.start(wanted));
  }

  stop(): Promise<void> {
    return this.inTurn(async () => {
      const handles = this.alive();
      this.handles = [];
      await Promise.all(handles.map((service) => service.stop()));
      await this.stack?.stop();
      this.stack = undefined;
    });
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.turn.then(work);
    this.turn = result.catch(() => undefined);
    return result;
  }

  private alive(): ServiceHandle[] {
    return this.handles.filter((service) => service.running);
  }

  private async start({ counts, env }: Wanted): Promise<Running> {
    const logs = join(this.folder, 'logs');
    await mkdir(logs, { recursive: true });
    const namespace = env['NEWSFLOW_NAMESPACE'] ?? 'newsflow';
    if (!this.stack) {
      this.stack = await startStack({
        profile: 'durable',
        dataDir: stackFolder(this.folder),
        onProgress: this.onProgress,
      });
      await provision(this.stack.brokers, namespace);
    }
    this.handles = this.alive();
    const missing = services.flatMap((name) => {
      const count = counts[name] - this.handles.filter((service) => service.name === name).length;
      return Array.from({ length: Math.max(0, count) }, () => name);
    });
    const settings = {
      ...env,
      NEWSFLOW_KAFKA_BROKERS: this.stack.brokers.join(','),
      NEWSFLOW_MONGODB_URI: this.stack.mongodbUri,
    };
    this.handles.push(
      ...(await Promise.all(
        missing.map((name) => startService({ name, root, env: settings, logFile: join(logs, `${name}.log`) })),
      )),
    );
    return this.running();
  }
}
