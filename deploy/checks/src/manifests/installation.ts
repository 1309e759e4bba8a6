import { services } from '@newsflow/contracts';
import { parse } from 'yaml';
import { z } from 'zod';

/** The name of a Kubernetes object: part of the names of topics and users here. */
const objectName = z
  .string()
  .regex(/^[a-z0-9]([a-z0-9.-]{0,61}[a-z0-9])?$/, 'must be lower-case letters, digits, dots and hyphens');
const atLeastOne = z.int().min(1);
const scaling = z.strictObject({
  minReplicas: atLeastOne,
  /** Records that wait for each pod before there is one more. */
  lagPerPod: atLeastOne,
});

const schema = z
  .strictObject({
    /** `NEWSFLOW_NAMESPACE` of the installation. */
    namespace: objectName,
    /** The `Kafka` resource of Strimzi, and where it is. */
    kafka: z.strictObject({ cluster: objectName, namespace: objectName }),
    topics: z.strictObject({ partitions: atLeastOne, replicas: atLeastOne, minInsyncReplicas: atLeastOne }),
    /** By service; without it the numbers of pods in the manifests stay. */
    autoscaling: z.partialRecord(z.enum(services), scaling).default({}),
  })
  .refine(({ topics }) => topics.minInsyncReplicas <= topics.replicas, {
    path: ['topics', 'minInsyncReplicas'],
    message: 'must not be more than replicas',
  });

/** `installation.yaml` of an overlay. */
export type Installation = z.infer<typeof schema>;

/** Throws an error that names each field that is wrong. */
export function parseInstallation(text: string): Installation {
  const read = schema.safeParse(parse(text));
  if (read.success) return read.data;
  const problems = read.error.issues.map(({ path, message }) => `${path.join('.') || 'the file'}: ${message}`);
  throw new Error(`installation.yaml: ${problems.join('; ')}`);
}
