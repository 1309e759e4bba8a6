import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { canListen, freePort } from '../processes/free-port.ts';

export interface StackPorts {
  kafka: number;
  controller: number;
  mongodb: number;
}

const FILE = 'ports.json';

/** The ports asked for, else those that this data had before if nobody took them meanwhile, else free ones. */
export async function choosePorts(folder: string, asked: Partial<StackPorts>): Promise<StackPorts> {
  const before = await recorded(folder);
  const choose = async (name: keyof StackPorts): Promise<number> => {
    const wanted = asked[name];
    if (wanted !== undefined) return wanted;
    const last = before[name];
    return last !== undefined && (await canListen(last)) ? last : freePort();
  };
  const ports = {
    kafka: await choose('kafka'),
    controller: await choose('controller'),
    mongodb: await choose('mongodb'),
  };
  await writeFile(path.join(folder, FILE), `${JSON.stringify(ports)}\n`);
  return ports;
}

/** The ports asked for, else free ones. */
export async function freePorts(asked: Partial<StackPorts>): Promise<StackPorts> {
  return {
    kafka: asked.kafka ?? (await freePort()),
    controller: asked.controller ?? (await freePort()),
    mongodb: asked.mongodb ?? (await freePort()),
  };
}

async function recorded(folder: string): Promise<Partial<StackPorts>> {
  const text = await readFile(path.join(folder, FILE), 'utf8').catch(() => '{}');
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null) return {};
  const { kafka, controller, mongodb } = value as Record<string, unknown>;
  return {
    ...(typeof kafka === 'number' ? { kafka } : {}),
    ...(typeof controller === 'number' ? { controller } : {}),
    ...(typeof mongodb === 'number' ? { mongodb } : {}),
  };
}
