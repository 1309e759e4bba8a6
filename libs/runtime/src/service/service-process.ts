import { type ChildProcess, spawn } from 'node:child_process';

/** A service in a process of its own; `parts` is the body of `create({ settings, keepTrying, signal, health })`. */
const programme = (parts: string) => `
  import 'reflect-metadata';
  import { setTimeout as delay } from 'node:timers/promises';
  import { Module } from '@nestjs/common';
  import { Server } from '@nestjs/microservices';
  import { UnavailableError } from '@newsflow/kafka';
  import { runService } from '@newsflow/runtime';
  import { inSpan } from '@newsflow/tracing';
  class Empty {}
  Module({})(Empty);
  const say = (word) => console.log(JSON.stringify({ msg: word }));
  class Transport extends Server {
    failed = new Promise((_, reject) => { this.fail = reject; });
    listen(done) { done(); say('consuming'); }
    async close() { this.closed ??= say('drained') ?? { complete: !this.stuck }; return this.closed; }
    ready() { return true; }
    on() {}
    unwrap() {}
  }
  await runService({ name: 'store', create: (context) => { const module = Empty; ${parts} } });
`;

export interface ServiceProcess {
  readonly child: ChildProcess;
  readonly stderr: string[];
  readonly lines: { msg: string; level?: string; url?: string }[];
  said(word: string): Promise<void>;
  readonly exit: Promise<number | null>;
}

const children: ChildProcess[] = [];

/** For tests: kills those that a failed test left. */
export function killServices(): void {
  for (const child of children.splice(0)) child.kill('SIGKILL');
}

/** For tests: see {@link programme}. */
export function runServiceProcess(parts: string, environment: Record<string, string> = {}): ServiceProcess {
  const child = spawn(process.execPath, ['--input-type=module', '-e', programme(parts)], {
    env: {
      NEWSFLOW_KAFKA_BROKERS: '127.0.0.1:1',
      NEWSFLOW_MONGODB_URI: 'mongodb://127.0.0.1:1',
      NEWSFLOW_HTTP_PORT: '0',
      ...environment,
    },
  });
  children.push(child);
  const lines: ServiceProcess['lines'] = [];
  const stderr: string[] = [];
  const waiting = new Set<() => void>();
  let rest = '';
  child.stdout.on('data', (chunk: Buffer) => {
    const parts = (rest + chunk.toString()).split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts.map((line) => JSON.parse(line) as ServiceProcess['lines'][number]));
    for (const look of waiting) look();
  });
  child.stderr.on('data', (chunk: Buffer) => stderr.push(...chunk.toString().split('\n').filter(Boolean)));
  const exit = new Promise<number | null>((resolve) => child.once('close', resolve));
  const said = (word: string) =>
    new Promise<void>((resolve, reject) => {
      const look = () => {
        if (lines.some(({ msg }) => msg.includes(word))) resolve();
      };
      waiting.add(look);
      look();
      void exit.then(() => {
        reject(new Error(`ended without "${word}": ${JSON.stringify(lines)} ${stderr.join('\n')}`));
      });
    });
  return { child, stderr, lines, said, exit };
}

export const urlOf = ({ lines }: ServiceProcess) => lines.find(({ url }) => url !== undefined)?.url ?? '';
export const messages = ({ lines }: ServiceProcess) => lines.map(({ msg }) => msg);
