import path from 'node:path';
import { downloadError, findProgram, ProvisionError, runTool } from '@newsflow/stack';

async function requireGo(neededFor: string, env: NodeJS.ProcessEnv): Promise<string> {
  const go = await findProgram('go', env);
  if (go !== null) return go;
  throw new ProvisionError('no-go', `Go is missing, which fetches ${neededFor}`, {
    remedy: 'install Go 1.21 or newer (Debian, Ubuntu: apt-get install golang-go)',
  });
}

export interface GoProgram {
  readonly program: string;
  readonly module: string;
  readonly version: string;
}

/** Builds a program into `folder`, under its own name. @throws ProvisionError `no-go`, `registry-unreachable`, `download-failed` */
export async function buildProgram({ program, module, version }: GoProgram, folder: string, env: NodeJS.ProcessEnv) {
  const go = await requireGo(program, env);
  const built = await runTool(go, ['install', `${module}@${version}`], { ...env, GOBIN: folder });
  if (built.exitCode !== 0) throw downloadError('Go', `${program} ${version}`, built);
}

/** The folder with the files of a module, in Go's own cache; nothing is built. */
export async function moduleFolder(module: string, version: string, env: NodeJS.ProcessEnv): Promise<string> {
  const go = await requireGo(module, env);
  const found = await runTool(go, ['mod', 'download', '-json', `${module}@${version}`], env);
  if (found.exitCode !== 0) throw downloadError('Go', `${module} ${version}`, found);
  return path.resolve((JSON.parse(found.stdout) as { Dir: string }).Dir);
}
