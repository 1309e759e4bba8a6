import type { ContainerRuntimeClient } from 'testcontainers';
import { reasonOf } from '../reason-of.ts';
import { StackError } from '../stack-error.ts';

export type Testcontainers = typeof import('testcontainers');

/**
 * The library, loaded by those alone who use containers: it is an optional package, and takes longer to load than an embedded
 * broker to start.
 */
export async function loadTestcontainers(): Promise<Testcontainers> {
  return await import('testcontainers');
}

/**
 * A connection to the machine's Docker engine, found as Testcontainers does (DOCKER_HOST, the socket, …).
 *
 * @throws StackError `no-docker` when none answers
 */
export async function dockerEngine(): Promise<ContainerRuntimeClient> {
  try {
    return await (await loadTestcontainers()).getContainerRuntimeClient();
  } catch (cause) {
    throw new StackError('no-docker', `No Docker engine answers (${reasonOf(cause)})`, {
      cause,
      remedy: 'start Docker, or set NEWSFLOW_KAFKA_BROKERS and NEWSFLOW_MONGODB_URI',
    });
  }
}

/** Version of the engine, null where none answers. */
export async function dockerVersion(): Promise<string | null> {
  try {
    // Typed as a number, sent as text.
    return String((await dockerEngine()).info.containerRuntime.serverVersion);
  } catch {
    return null;
  }
}
