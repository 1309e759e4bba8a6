import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { runTool } from '@newsflow/stack';
import { stringify } from 'yaml';
import type { KubeObject } from '../kubernetes/objects.ts';
import { kubernetesVersion } from './pins.ts';
import type { Tools } from './provide.ts';

/** An overlay as `kubectl apply -k` would send it. Rejects with what kustomize says when it cannot be rendered. */
export async function render({ kubectl }: Tools, folder: string): Promise<string> {
  const rendered = await runTool(kubectl, ['kustomize', folder], process.env);
  if (rendered.exitCode !== 0) throw new Error(rendered.stderr.trim());
  return rendered.stdout;
}

/** These objects in a file, as long as `work` runs. */
async function inFile<T>(objects: readonly object[], work: (file: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'newsflow-manifests-'));
  try {
    const file = path.join(folder, 'manifests.yaml');
    await writeFile(file, objects.map((object) => stringify(object)).join('---\n'));
    return await work(file);
  } finally {
    await rm(folder, { recursive: true });
  }
}

export interface Validation {
  /** Objects that fit their schemas. */
  readonly valid: number;
  /** One line for each object that does not, or whose schema is unknown. */
  readonly problems: readonly string[];
}

interface Conformance {
  resources: { kind: string; name: string; status: string; msg: string }[];
  summary: { valid: number };
}

/** Strictly against the schemas: unknown fields, wrong types and unknown kinds are problems. */
export function validate({ kubeconform, schemas }: Tools, objects: readonly KubeObject[]): Promise<Validation> {
  return inFile(objects, async (file) => {
    const location = path.join(schemas, '{{.ResourceKind}}{{.KindSuffix}}.json');
    const result = await runTool(
      kubeconform,
      ['-strict', '-summary', '-output', 'json', '-schema-location', location, file],
      process.env,
    );
    if (result.stdout === '') throw new Error(`kubeconform: ${result.stderr.trim()}`);
    const { resources, summary } = JSON.parse(result.stdout) as Conformance;
    return { valid: summary.valid, problems: resources.map(({ kind, name, msg }) => `${kind} ${name}: ${msg}`) };
  });
}

/** Of kube-score's opinions those that we do not share, each with its reason. */
const otherwise = [
  // A limit on the processor slows the heartbeat of a consumer that has work: rules/resources.ts refuses it.
  '--ignore-container-cpu-limit',
  // Images are named by digest in production; pulling them again each time only makes a start depend on the registry.
  ...['--ignore-test', 'container-image-pull-policy'],
  // Spread over hosts by topologySpreadConstraints, which also counts the pods that are there.
  ...['--ignore-test', 'deployment-has-host-podantiaffinity'],
];

interface Score {
  object_name: string;
  type_meta: { kind: string };
  checks: { check: { name: string }; grade: number; skipped: boolean; comments: { summary: string }[] | null }[];
}
/** kube-score's grades: 1 critical, 5 warning, 7 nearly and 10 well. */
const warning = 5;

/** What kube-score finds critical or warns of: one line each. */
export function score({ kubeScore }: Tools, objects: readonly KubeObject[]): Promise<string[]> {
  return inFile(objects, async (file) => {
    const options = ['--kubernetes-version', `v${kubernetesVersion}`, '--output-format', 'json'];
    const result = await runTool(kubeScore, ['score', ...options, ...otherwise, file], process.env);
    if (result.stdout === '') throw new Error(`kube-score: ${result.stderr.trim()}`);
    return (JSON.parse(result.stdout) as Score[]).flatMap(({ object_name, type_meta, checks }) =>
      checks
        .filter(({ grade, skipped }) => !skipped && grade <= warning)
        .map(({ check, comments }) => {
          const why = (comments ?? []).map(({ summary }) => summary).join('; ');
          return `${type_meta.kind} ${object_name}: ${check.name}: ${why}`;
        }),
    );
  });
}
