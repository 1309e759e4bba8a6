import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { provisionTopics } from '@newsflow/kafka';
import { type ServiceHandle, type Stack, startService, startStack } from '@newsflow/stack';
import { partitions } from '@newsflow/contracts';
import { logFolder, stackFolder } from '../data-folder.ts';
import { CliError, exitCode } from '../exit.ts';
import { kafkaClient } from '../kafka-client.ts';
import { root } from '../root.ts';
import { services } from '../services.ts';
import type { Counts, Running, Settings, SourcesFile, Wanted } from './client.ts';

/** Creates the topics and dead-letter topics that are missing. */
export async function provision(brokers: string[], namespace: string): Promise<void> {
  const kafka = kafkaClient(brokers, 'newsflow-provision');
  await provisionTopics(kafka, { namespace, partitions: partitions.embedded, replicationFactor: 1, groups: services });
}

const oneOfEach: Counts = { scraper: 1, parser: 1, store: 1 };

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** A stack with services on this machine. Starts what is missing, restarts nothing by itself. */
export class Installation {
  private stack: Stack | undefined;
  /** Those that were started, also those that have ended by themselves since. */
  private handles: ServiceHandle[] = [];
  private sources: SourcesFile | undefined;
  private counts = oneOfEach;
  /** Of the first start: what is started later goes by them too, else one service would run with several settings. */
  private settings: Settings | null = null;
  private turn: Promise<unknown> = Promise.resolve();
  private waiting = 0;

  constructor(
    private readonly folder: string,
    private readonly onProgress: (line: string) => void,
  ) {}

  /** Nothing runs and nobody has asked for anything. */
  get idle(): boolean {
    return this.stack === undefined && this.waiting === 0;
  }

  running(): Running {
    return {
      pid: process.pid,
      brokers: [...(this.stack?.brokers ?? [])],
      mongodbUri: this.stack?.mongodbUri ?? '',
      counts: this.counts,
      settings: this.settings,
      services: this.handles.map(({ name, pid, url, running }) => ({ name, pid, http: url, running })),
    };
  }

  /**
   * Starts what is missing. What has started stays when something else fails, except at the first start: then all of it ends.
   * Calls wait for each other, so that two `up` at once start nothing twice. Throws with exit code 4 where that would need a
   * scraper that runs to be started again.
   */
  ensure(wanted: Wanted): Promise<Running> {
    return this.inTurn(async () => {
      const isFirst = this.stack === undefined;
      try {
        this.takeSources(wanted.sources);
        this.counts = { ...this.counts, ...wanted.counts };
        this.settings ??= wanted.settings;
        const stack = await this.ensureStack(this.settings['NEWSFLOW_NAMESPACE'] ?? 'newsflow');
        await this.ensureServices(stack, this.settings);
      } catch (error) {
        if (isFirst) await this.end();
        throw error;
      }
      return this.running();
    });
  }

  stop(): Promise<void> {
    return this.inTurn(() => this.end());
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    this.waiting += 1;
    const result = this.turn.then(work).finally(() => {
      this.waiting -= 1;
    });
    this.turn = result.catch(() => undefined);
    return result;
  }

  private async end(): Promise<void> {
    const handles = this.alive();
    this.handles = [];
    await Promise.all(handles.map((service) => service.stop()));
    await this.stack?.stop();
    this.stack = undefined;
    this.sources = undefined;
    this.counts = oneOfEach;
    this.settings = null;
  }

  private alive(): ServiceHandle[] {
    return this.handles.filter((service) => service.running);
  }

  /** A scraper reads its sources once, at its start. */
  private takeSources(wanted: SourcesFile | undefined): void {
    if (wanted === undefined || wanted.sha256 === this.sources?.sha256) return;
    if (this.alive().some(({ name }) => name === 'scraper')) {
      const now = this.sources === undefined ? 'without a sources file' : `with ${this.sources.path} as it was`;
      throw new CliError(
        exitCode.refused,
        `the scraper runs ${now} and reads no other while it runs: stop it with "bin/newsflow down" first, or add to what it watches with "bin/newsflow sources add --file ${wanted.path}"`,
      );
    }
    this.sources = wanted;
  }

  private async ensureStack(namespace: string): Promise<Stack> {
    if (this.stack) {
      const own = [this.stack.kafka, this.stack.mongodb].filter(({ source }) => source !== 'environment');
      await Promise.all(own.map((part) => part.start()));
      return this.stack;
    }
    this.stack = await startStack({
      profile: 'durable',
      dataDir: stackFolder(this.folder),
      onProgress: this.onProgress,
    });
    await provision(this.stack.brokers, namespace);
    return this.stack;
  }

  private async ensureServices(stack: Stack, given: Settings): Promise<void> {
    const logs = logFolder(this.folder);
    await mkdir(logs, { recursive: true });
    this.handles = this.alive();
    const missing = services.flatMap((name) => {
      const count = this.counts[name] - this.handles.filter((service) => service.name === name).length;
      return Array.from({ length: Math.max(0, count) }, () => name);
    });
    const settings = {
      ...given,
      ...(this.sources && { NEWSFLOW_SOURCES: this.sources.path }),
      NEWSFLOW_KAFKA_BROKERS: stack.brokers.join(','),
      NEWSFLOW_MONGODB_URI: stack.mongodbUri,
    };
    const started = await Promise.allSettled(
      missing.map((name) => startService({ name, root, env: settings, logFile: join(logs, `${name}.log`) })),
    );
    this.handles.push(...started.flatMap((start) => (start.status === 'fulfilled' ? [start.value] : [])));
    const failures = started.flatMap((start) => (start.status === 'rejected' ? [messageOf(start.reason)] : []));
    if (failures.length > 0) throw new CliError(exitCode.failure, failures.join('\n'));
  }
}
