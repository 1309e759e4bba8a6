import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { type KubeObject, ofKind, parseObjects } from './kubernetes/objects.ts';
import { mistakes } from './mistakes/mistakes.ts';
import { problemsOf } from './problems-of.ts';
import { provideTools, type Tools } from './tools/provide.ts';
import { render, score, validate } from './tools/run.ts';

const overlays = ['dev', 'prod'] as const;
type OverlayName = (typeof overlays)[number];
const folderOf = (name: OverlayName) => fileURLToPath(new URL(`../../kubernetes/overlays/${name}`, import.meta.url));

let tools: Tools;
const rendered = new Map<OverlayName, string>();

/** Objects of its own for each test, to change as it likes. */
const objectsOf = (name: OverlayName): KubeObject[] => parseObjects(rendered.get(name) ?? '');
const overlayOf = (name: OverlayName, objects = objectsOf(name)) => ({ production: name === 'prod', objects });

beforeAll(async () => {
  tools = await provideTools(process.env, (line) => process.stderr.write(`${line}\n`));
  for (const name of overlays) rendered.set(name, await render(tools, folderOf(name)));
});

describe.each(overlays)('the overlay %s', (name) => {
  it('fits the schemas of Kubernetes, KEDA and Strimzi, every object of it', async () => {
    const objects = objectsOf(name);
    expect(objects.length).toBeGreaterThan(20);
    expect(await validate(tools, objects)).toEqual({ valid: objects.length, problems: [] });
  });

  it('breaks none of our rules', () => {
    expect(problemsOf(overlayOf(name))).toEqual([]);
  });

  it('gives kube-score nothing to warn of', async () => {
    expect(await score(tools, objectsOf(name))).toEqual([]);
  });
});

describe('two overlays in one cluster', () => {
  it('share no topic, no user and no namespace', () => {
    const namesIn = (name: OverlayName) =>
      objectsOf(name)
        .filter(({ kind }) => ['KafkaTopic', 'KafkaUser', 'Namespace'].includes(kind))
        .map(({ kind, metadata }) => `${kind} ${metadata.name}`);
    const prod = new Set(namesIn('prod'));
    expect(namesIn('dev').filter((name) => prod.has(name))).toEqual([]);
  });
});

describe('a mistake', () => {
  it.each(mistakes.map((mistake) => [mistake.name, mistake] as const))(
    'is found: %s',
    (_name, { rule, says, make }) => {
      const objects = objectsOf('prod');
      make(objects);
      const found = problemsOf(overlayOf('prod', objects)).filter((problem) => problem.rule === rule);
      expect(found.map(({ problem }) => problem).join('\n')).toMatch(says);
    },
  );
});

describe('a mistake in the shape', () => {
  type Change = (objects: KubeObject[]) => void;
  const specOf = (objects: KubeObject[], kind: Parameters<typeof ofKind>[1]) => {
    const object = ofKind(objects, kind)[0] as unknown as { spec: Record<string, unknown> };
    return object.spec;
  };
  it.each<[string, Change, RegExp]>([
    [
      'an unknown field of a Deployment',
      (all) => (specOf(all, 'Deployment')['replica'] = 2),
      /additional properties 'replica'/,
    ],
    ['a wrong type', (all) => (specOf(all, 'Deployment')['minReadySeconds'] = 'five'), /minReadySeconds/],
    ['an unknown field of a ScaledObject', (all) => (specOf(all, 'ScaledObject')['maxReplicas'] = 2), /'maxReplicas'/],
    ['a topic without a number', (all) => (specOf(all, 'KafkaTopic')['partitions'] = 'many'), /partitions/],
    [
      'a user who logs in by an unknown way',
      (all) => (specOf(all, 'KafkaUser')['authentication'] = { type: 'trust' }),
      /type/,
    ],
    ['an unknown kind', (all) => all.push({ apiVersion: 'v1', kind: 'Deploymint', metadata: { name: 'x' } }), /schema/],
  ])('is found by the schemas: %s', async (_name, change, says) => {
    const objects = objectsOf('prod');
    change(objects);
    const { problems } = await validate(tools, objects);
    expect(problems).toEqual([expect.stringMatching(says)]);
  });
});
