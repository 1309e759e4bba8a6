import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

export const bin = fileURLToPath(new URL('../../../bin/newsflow', import.meta.url));

export interface CommandResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `bin/newsflow` as a user does and waits for its end. */
export async function newsflow(
  args: readonly string[],
  {
    env = {},
    input = '',
    onStderr,
  }: {
    env?: Readonly<Record<string, string>>;
    input?: string;
    /** Hears each piece of standard error, and the process group of the command, which then has one of its own. */
    onStderr?: (piece: string, group: number) => void;
  } = {},
): Promise<CommandResult> {
  const child = spawn(process.execPath, [bin, ...args], {
    env: { ...process.env, ...env },
    stdio: 'pipe',
    detached: onStderr !== undefined,
  });
  child.stderr.on('data', (piece: Buffer) => onStderr?.(piece.toString(), child.pid ?? NaN));
  child.stdin.end(input);
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number | null]>,
  ]);
  return { code, stdout, stderr };
}

/** The objects of JSON lines. */
export const jsonLines = <T>({ stdout }: CommandResult): T[] =>
  stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);
