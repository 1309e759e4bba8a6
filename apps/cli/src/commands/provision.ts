import { partitions } from '@newsflow/contracts';
import { provisionTopics } from '@newsflow/kafka';
import { initiateReplicaSet } from '@newsflow/stack';
import { mongodbUri, openKafka } from '../connections.ts';
import { namespace } from '../data-folder.ts';
import { CliError, exitCode } from '../exit.ts';
import { say } from '../output.ts';
import { services } from '../services.ts';

interface ProvisionOptions {
  readonly partitions?: number;
  readonly replicas: number;
  readonly initiateReplicaSet: boolean;
}

/** A broker that was started a moment ago accepts connections well before it answers. */
const patienceMs = 60_000;

/** `newsflow provision`: what has to be there before the services start, once for an installation; harmless when repeated. */
export async function provision(options: ProvisionOptions): Promise<void> {
  if (options.initiateReplicaSet) await ensureReplicaSet();
  const { kafka } = await openKafka(patienceMs);
  const { created, existing } = await provisionTopics(kafka, {
    namespace: namespace(),
    partitions: options.partitions ?? partitions.production,
    replicationFactor: options.replicas,
    groups: services,
  });
  say(`${created.length} topics created, ${existing.length} were there`);
}

async function ensureReplicaSet(): Promise<void> {
  const uri = await mongodbUri();
  try {
    say((await initiateReplicaSet(uri)) ? 'MongoDB: new replica set' : 'MongoDB: the replica set was there');
  } catch (cause) {
    throw new CliError(exitCode.unreachable, `MongoDB cannot be made a replica set: ${(cause as Error).message}`, {
      cause,
    });
  }
}
