import type { PageBlock } from '../blocks/block.ts';
import type { Container } from '../blocks/container.ts';
import type { PageShape } from '../blocks/page-shape.ts';
import { log, none, share } from './group.ts';
import { Row } from './row.ts';

const reach = 4;
const windows = [3, 8, 20];
const levels = ['own', 'parent', 'grandparent', 'level3', 'level4'];
const cores = [0.6, 0.85];

/** Names of the numbers of {@link contextOf}, in order. */
export const contextNames: readonly string[] = [
  'score',
  ...Array.from({ length: reach }, (_, index) => [`-${index + 1}:score`, `${index + 1}:score`]).flat(),
  'expectedBefore',
  'expectedAfter',
  'expectedBeforeShare',
  'expectedWords',
  'ownShare',
  ...windows.map((window) => `within${window}`),
  'previousLikely:blocks',
  'previousLikely:words',
  'nextLikely:blocks',
  'nextLikely:words',
  ...levels.flatMap((level) => [`${level}:likely`, `${level}:shareOfExpected`]),
  ...cores.flatMap((core) => [`core${core}:steps`, `core${core}:likely`]),
  'kind:likely',
  'kind:othersLikely',
  'kind:shareOfExpected',
  'kind:blocks',
  'own:othersLikely',
  'words',
  'linkShare',
  'mostLikely',
];

interface Sum {
  words: number;
  expected: number;
  blocks: number;
}

const empty = (): Sum => ({ words: 0, expected: 0, blocks: 0 });
const weightOf = (block: PageBlock): number => Math.max(1, block.words);
const likely = (sum: Sum): number => share(sum.expected, sum.words);
const others = (sum: Sum, words: number, expected: number): number =>
  sum.words > words ? share(sum.expected - expected, sum.words - words) : -1;

/**
 * The numbers of each block in the company of the others: what the first look made of its neighbours, its surroundings and its kind.
 *
 * @param scores log-odds of the first look, one for each block
 */
export function contextOf(page: PageShape, scores: Float64Array): (block: PageBlock) => Float32Array {
  const { blocks } = page;
  const probability = scores.map((score) => 1 / (1 + Math.exp(-score)));
  const inContainer = new Map<Container, Sum>();
  const ofKind = new Map<string, Sum>();
  const words = new Float64Array(blocks.length + 1);
  const expected = new Float64Array(blocks.length + 1);
  const kindOf = (block: PageBlock): string => `${block.container.signature}|${block.inlineMask}`;
  const add = <Key>(map: Map<Key, Sum>, key: Key, weight: number, mass: number): void => {
    let sum = map.get(key);
    if (!sum) map.set(key, (sum = empty()));
    sum.words += weight;
    sum.expected += mass;
    sum.blocks++;
  };
  for (const [index, block] of blocks.entries()) {
    const weight = weightOf(block);
    const mass = weight * (probability[index] ?? 0);
    words[index + 1] = (words[index] ?? 0) + weight;
    expected[index + 1] = (expected[index] ?? 0) + mass;
    add(ofKind, kindOf(block), weight, mass);
    for (let above: Container | null = block.container; above; above = above.parent)
      add(inContainer, above, weight, mass);
  }
  const all = expected[blocks.length] ?? 0;
  const most = probability.reduce((best, value) => Math.max(best, value), 0);
  const previous = new Int32Array(blocks.length).fill(-1);
  const next = new Int32Array(blocks.length).fill(-1);
  for (let index = 1; index < blocks.length; index++)
    previous[index] = (probability[index - 1] ?? 0) > 0.5 ? index - 1 : (previous[index - 1] ?? -1);
  for (let index = blocks.length - 2; index >= 0; index--)
    next[index] = (probability[index + 1] ?? 0) > 0.5 ? index + 1 : (next[index + 1] ?? -1);
  const coreContainers = cores.map((core) => {
    let deepest = page.root;
    for (const [container, sum] of inContainer)
      if (container.depth > deepest.depth && sum.expected >= core * all && all > 0) deepest = container;
    return deepest;
  });
  const between = (sums: Float64Array, from: number, to: number): number =>
    (sums[Math.min(blocks.length, to)] ?? 0) - (sums[Math.max(0, from)] ?? 0);
  const row = new Row(contextNames.length);

  return (block) => {
    const { index } = block;
    const weight = weightOf(block);
    const mass = weight * (probability[index] ?? 0);
    row.begin();
    row.put(scores[index] ?? 0);
    for (let distance = 1; distance <= reach; distance++) {
      row.put(scores[index - distance] ?? -12);
      row.put(scores[index + distance] ?? -12);
    }
    row.put(log(expected[index] ?? 0));
    row.put(log(all - (expected[index + 1] ?? 0)));
    row.put(share(expected[index] ?? 0, all));
    row.put(log(all));
    row.put(share(mass, all));
    for (const window of windows) {
      const from = index - window;
      const to = index + window + 1;
      row.put(share(between(expected, from, to) - mass, Math.max(1, between(words, from, to) - weight)));
    }
    const before = previous[index] ?? -1;
    const after = next[index] ?? -1;
    row.put(before < 0 ? none : Math.min(none, index - before));
    row.put(before < 0 ? -1 : log(between(words, before + 1, index)));
    row.put(after < 0 ? none : Math.min(none, after - index));
    row.put(after < 0 ? -1 : log(between(words, index + 1, after)));
    let level: Container | null = block.container;
    for (let step = 0; step < levels.length; step++) {
      const sum = level ? inContainer.get(level) : undefined;
      row.put(sum ? likely(sum) : -1);
      row.put(sum ? share(sum.expected, all) : -1);
      level = level?.parent ?? null;
    }
    for (const core of coreContainers) {
      let steps = 0;
      let branch: Container | null = null;
      let above: Container | null = block.container;
      for (; above && above !== core; above = above.parent, steps++) branch = above;
      row.put(above ? steps : none);
      const sum = branch ? inContainer.get(branch) : undefined;
      row.put(sum ? likely(sum) : -1);
    }
    const kind = ofKind.get(kindOf(block)) ?? empty();
    row.put(likely(kind));
    row.put(others(kind, weight, mass));
    row.put(share(kind.expected, all));
    row.put(log(kind.blocks));
    row.put(others(inContainer.get(block.container) ?? empty(), weight, mass));
    row.put(block.words);
    row.put(block.linkShare);
    row.put(most);
    return row.values;
  };
}
