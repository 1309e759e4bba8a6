import { setTimeout as delay } from 'node:timers/promises';
import type { ContainerRuntimeClient, WaitStrategy } from 'testcontainers';
import { type Subject, untilReady } from '../processes/wait-ready.ts';
import { reasonOf } from '../reason-of.ts';
import { StackError } from '../stack-error.ts';
import { dockerEngine, loadTestcontainers } from './engine.ts';

const START_LIMIT_MS = 60_000;
const STOP_LIMIT_S = 15;
const NOT_FOUND = 404;
const NOT_MODIFIED = 304;
/** Of what asks for a running container. */
const CONFLICT = 409;
const LOG_LINES = 5;
/** Label that holds the pid of the process whose stack this is. */
const OWNER = 'org.newsflow.owner';

export interface ContainerOptions {
  subject: Subject;
  image: string;
  /** The same inside and outside: what the program tells others of itself is then true on both sides. */
  port: number;
  env?: Record<string, string>;
  command?: string[];
  /** Where the program keeps its data. */
  dataPath: string;
  /** Name of the container and of the volume that keeps the data; null: a volume without a name, gone with the container. */
  name: string | null;
  isReady: () => Promise<boolean>;
  onProgress: (line: string) => void;
}

type Container = ReturnType<ContainerRuntimeClient['container']['getById']>;

/** One container that keeps its port and its data when it is stopped and started again. */
export class DockerContainer {
  readonly #options: ContainerOptions;
  #container: Container | null = null;

  constructor(options: ContainerOptions) {
    this.#options = options;
  }

  /** Creates it at the first call. Resolves when it is ready. Does nothing when it is running. */
  async start(): Promise<void> {
    const { subject, isReady } = this.#options;
    this.#container ??= await this.#create();
    const container = this.#container;
    await container.start().catch(unless(NOT_MODIFIED));
    await untilReady(
      subject,
      {
        ended: async () => {
          const { State: state } = await container.inspect();
          return state.Running ? null : `exit code ${state.ExitCode}`;
        },
        // Frames of the engine's stream: a header with control characters before each line.
        output: async () =>
          String(await container.logs({ stdout: true, stderr: true, tail: LOG_LINES })).replaceAll(/[^\P{Cc}\n]/gu, ''),
      },
      START_LIMIT_MS,
      isReady,
    );
  }

  /** Ends the program in order. Does nothing when it is not running. */
  async stop(): Promise<void> {
    await this.#container?.stop({ t: STOP_LIMIT_S }).catch(unless(NOT_MODIFIED));
  }

  /** Ends the program at once; resolves when it has ended. */
  async kill(): Promise<void> {
    await this.#container?.kill().catch(unless(CONFLICT));
    await this.#container?.wait();
  }

  /** Removes the container; a volume without a name goes too. */
  async remove(): Promise<void> {
    await this.#container?.remove({ force: true, v: true }).catch(unless(NOT_FOUND));
    this.#container = null;
  }

  async #create(): Promise<Container> {
    const { image, port, env = {}, command, dataPath, name, onProgress } = this.#options;
    const client = await dockerEngine();
    const { GenericContainer, ImageName } = await loadTestcontainers();
    if (name !== null) await removeAbandoned(client, name);
    if (!(await client.image.exists(ImageName.fromString(image)))) onProgress(`Docker image ${image} …`);

    /** Testcontainers publishes on all addresses of the machine; Kafka and MongoDB ask nobody for a password. */
    class LoopbackContainer extends GenericContainer {
      protected override beforeContainerCreated(): Promise<void> {
        this.hostConfig.PortBindings = { [`${port}/tcp`]: [{ HostIp: '127.0.0.1', HostPort: String(port) }] };
        return Promise.resolve();
      }
    }
    const wanted = new LoopbackContainer(image)
      .withExposedPorts({ container: port, host: port })
      .withEnvironment(env)
      .withLabels({ [OWNER]: String(process.pid) })
      .withWaitStrategy(immediately);
    if (command !== undefined) wanted.withCommand(command);
    if (name !== null) wanted.withName(name).withBindMounts([{ source: name, target: dataPath }]);
    try {
      return client.container.getById((await wanted.start()).getId());
    } catch (cause) {
      throw new StackError('container-not-started', `No container of ${image} (${reasonOf(cause)})`, {
        cause,
        remedy:
          'see that the image can be had, or name others with NEWSFLOW_KAFKA_IMAGE and NEWSFLOW_MONGODB_IMAGE; ' +
          "set TESTCONTAINERS_RYUK_DISABLED=true where Testcontainers' own image cannot be had",
      });
    }
  }
}

/** Whether the program can be used is asked in its own words, not in its log's. */
const immediately: WaitStrategy = {
  waitUntilReady: () => Promise.resolve(),
  withStartupTimeout: () => immediately,
  isStartupTimeoutSet: () => true,
  getStartupTimeout: () => START_LIMIT_MS,
};

/**
 * A process that was killed leaves its containers behind where Testcontainers' reaper is disabled.
 *
 * @throws StackError `data-in-use` when the process of that container's stack still runs
 */
async function removeAbandoned(client: ContainerRuntimeClient, name: string): Promise<void> {
  const container = client.container.getById(name);
  const found = await container.inspect().catch(unless(NOT_FOUND));
  if (found === undefined) return;
  const owner = Number(found.Config.Labels[OWNER]);
  if (found.State.Running && runs(owner)) {
    throw new StackError(
      'data-in-use',
      `The container ${name} is in use by process ${owner} of another running stack`,
      {
        remedy: 'stop that one, or choose another folder',
      },
    );
  }
  await container.remove({ force: true, v: true }).catch(unless(NOT_FOUND));
  // The name is free a moment later.
  while ((await container.inspect().catch(unless(NOT_FOUND))) !== undefined) await delay(20);
}

function runs(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Handler of an answer of the engine that is as good as success. */
export function unless(statusCode: number): (error: Error & { statusCode?: number }) => undefined {
  return (error) => {
    if (error.statusCode !== statusCode) throw error;
  };
}
