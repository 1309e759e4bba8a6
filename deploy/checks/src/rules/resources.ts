import { settings } from '@newsflow/runtime';
import type { Container } from '../kubernetes/objects.ts';
import {
  allContainers,
  type DeployedService,
  deployedServices,
  environmentOf,
  type Overlay,
  type Rule,
} from '../kubernetes/overlay.ts';
import { quantity } from '../kubernetes/quantity.ts';

const mebibyte = 1024 ** 2;
/** Of the memory limit; the rest is for code, stacks and bodies of pages, which lie outside the heaps. */
const largestHeapShare = 0.8;
/** What a worker process of the parser has outside the old generation of its heap, bodies not counted. */
const workerOutsideMib = 64;

function requestsAndLimits(who: string, { resources = {} }: Container): string[] {
  const { requests = {}, limits = {} } = resources;
  const missing = [
    ...['cpu', 'memory', 'ephemeral-storage'].filter((name) => !requests[name]).map((name) => `request for ${name}`),
    ...['memory', 'ephemeral-storage'].filter((name) => !limits[name]).map((name) => `limit of ${name}`),
  ];
  const above = Object.entries(limits).filter(([name, limit]) => !(quantity(requests[name] ?? 0) <= quantity(limit)));
  return [
    ...missing.map((what) => `${who}: has no ${what}`),
    ...above.map(([name, limit]) => `${who}: requests ${requests[name] ?? '?'} of ${name}, above its limit ${limit}`),
    // It would slow down the heartbeat of a consumer that has work, and with that throw it out of its group.
    ...(limits['cpu'] === undefined ? [] : [`${who}: has a limit of cpu`]),
  ];
}

function heap({ service, container }: DeployedService, { objects }: Overlay): string[] {
  const environment = environmentOf(container, objects);
  const limit = quantity(container.resources?.limits?.['memory'] ?? NaN);
  const main = /--max-old-space-size=(\d+)/.exec(environment['NODE_OPTIONS'] ?? '')?.[1];
  if (main === undefined) return [`${service}: NODE_OPTIONS sets no --max-old-space-size`];
  const valueOf = (name: string, fallback: string) => Number(environment[name] ?? fallback);
  let workersMib = 0;
  if (service === 'parser') {
    const workers = valueOf('NEWSFLOW_PARSER_THREADS', settings.parser.parserThreads.default ?? '0');
    if (workers === 0) return ['parser: NEWSFLOW_PARSER_THREADS is 0, which is one for each processor of the node'];
    const workerMib = valueOf('NEWSFLOW_PARSE_HEAP_MIB', settings.parser.parseHeapMib.default ?? '0');
    workersMib = workers * (workerMib + workerOutsideMib);
  }
  const heapMib = Number(main) + workersMib;
  const mostMib = (limit * largestHeapShare) / mebibyte;
  return heapMib <= mostMib
    ? []
    : [`${service}: its heaps may take ${heapMib} MiB, more than ${Math.floor(mostMib)} MiB of its memory limit`];
}

/** Every container says what it needs and what it may take, and its heaps fit into that. */
export const resources: Rule = (overlay) =>
  deployedServices(overlay).flatMap((deployed) => [
    ...allContainers(deployed.pod).flatMap((container) =>
      requestsAndLimits(`${deployed.service} (${container.name})`, container),
    ),
    ...heap(deployed, overlay),
  ]);
