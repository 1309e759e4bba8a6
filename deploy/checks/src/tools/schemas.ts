import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Cache, copyJars, downloadError, provideJava, runTool, unpackWheel } from '@newsflow/stack';
import { schemasOf } from './crd-schema.ts';
import { moduleFolder } from './go.ts';
import { keda, kubernetesVersion, schemasWheel, strimziJava, strimziVersion } from './pins.ts';

/** Schemas of Kubernetes, KEDA and Strimzi in one folder, by the names that kubeconform looks for. */
export function provideSchemas(cache: Cache, env: NodeJS.ProcessEnv): Promise<string> {
  return cache.get({
    name: `schemas-${kubernetesVersion}-${schemasWheel.version}-keda-${keda.version}-strimzi-${strimziVersion}`,
    title: `Schemas of Kubernetes ${kubernetesVersion}, KEDA ${keda.version} and Strimzi ${strimziVersion} with pip, Go and Maven`,
    make: async (folder) => {
      await kubernetesSchemas(folder, env);
      await kedaSchemas(folder, env);
      await strimziSchemas(folder, cache, env);
    },
  });
}

async function kubernetesSchemas(folder: string, env: NodeJS.ProcessEnv): Promise<void> {
  const wheel = path.join(folder, 'wheel');
  await mkdir(wheel);
  await unpackWheel(schemasWheel, wheel, env, 'the schemas of Kubernetes');
  const schemas = path.join(
    wheel,
    'kubernetes_validate',
    'kubernetes-json-schema',
    `v${kubernetesVersion}.0-local-strict`,
  );
  for (const file of await readdir(schemas)) {
    const text = await readFile(path.join(schemas, file), 'utf8');
    // References are absolute, and an id of the file would be their base: both lead away from this folder.
    const schema = JSON.parse(text.replaceAll('"/api/_definitions.json', '"_definitions.json')) as Record<
      string,
      unknown
    >;
    delete schema['$id'];
    await writeFile(path.join(folder, file), JSON.stringify(schema));
  }
  await rm(wheel, { recursive: true });
}

async function addCrd(file: string, folder: string): Promise<void> {
  for (const [name, schema] of schemasOf(await readFile(file, 'utf8')))
    await writeFile(path.join(folder, name), schema);
}

async function kedaSchemas(folder: string, env: NodeJS.ProcessEnv): Promise<void> {
  const crds = path.join(await moduleFolder(keda.module, keda.version, env), 'config', 'crd', 'bases');
  for (const kind of ['scaledobjects', 'triggerauthentications'])
    await addCrd(path.join(crds, `keda.sh_${kind}.yaml`), folder);
}

/** Strimzi publishes its CRDs as annotated Java classes and a program that writes them out. */
async function strimziSchemas(folder: string, cache: Cache, env: NodeJS.ProcessEnv): Promise<void> {
  const what = `Strimzi ${strimziVersion}`;
  const jars = path.join(folder, 'jars');
  await mkdir(jars);
  const java = await provideJava(cache, env, strimziJava);
  const artifacts = ['api', 'crd-generator'].map((artifactId) => ({
    groupId: 'io.strimzi',
    artifactId,
    version: strimziVersion,
  }));
  await copyJars(artifacts, jars, java, env, what);
  const crds = {
    'io.strimzi.api.kafka.model.topic.KafkaTopic': path.join(jars, 'topic.yaml'),
    'io.strimzi.api.kafka.model.user.KafkaUser': path.join(jars, 'user.yaml'),
  };
  const written = await runTool(
    path.join(java.home, 'bin', 'java'),
    [
      ...['-cp', path.join(jars, '*'), 'io.strimzi.crdgenerator.CrdGenerator', '--yaml', '--target-kube', '1.30+'],
      ...Object.entries(crds).map(([type, file]) => `${type}=${file}`),
    ],
    env,
  );
  if (written.exitCode !== 0) throw downloadError('Maven', `the CRDs of ${what}`, written);
  for (const file of Object.values(crds)) await addCrd(file, folder);
  await rm(jars, { recursive: true });
}
