import type { PageBlock } from '../blocks/block.ts';
import type { Container } from '../blocks/container.ts';
import type { PageShape } from '../blocks/page-shape.ts';
import { log, none, share } from './group.ts';
import { Row } from './row.ts';

const reach = 4;
const windows = [3, 8, 20];
const levels = ['own', 'parent', 'grandparent', 'level3', 'level4'];
const cores = [0.6, 0.85];

/** Names of the numbers of a {@link Context}, in order. */
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

/** Adds to the sum of a key. */
function add<Key>(sums: Map<Key, Sum>, key: Key, weight: number, mass: number): void {
  let sum = sums.get(key);
  if (!sum) sums.set(key, (sum = empty()));
  sum.words += weight;
  sum.expected += mass;
  sum.blocks++;
}

/** The numbers of each block in the company of the others: what the first look made of its neighbours, its surroundings and its kind. */
export class Context {
  private readonly probability: Float64Array;
  private readonly inContainer = new Map<Container, Sum>();
  private readonly ofKind = new Map<number, Sum>();
  /** Words, and those expected to be of the article, before each block and of the whole page. */
  private readonly words: Float64Array;
  private readonly expected: Float64Array;
  private readonly all: number;
  private readonly most: number;
  /** The nearest likely block before and after, -1 where there is none. */
  private readonly previous: Int32Array;
  private readonly next: Int32Array;
  private readonly cores: readonly Container[];
  private readonly row = new Row(contextNames.length);

  /** @param scores log-odds of the first look, one for each block */
  constructor(
    private readonly page: PageShape,
    private readonly scores: Float64Array,
  ) {
    const { blocks, kinds } = page;
    const { length } = blocks;
    const probability = (this.probability = scores.map((score) => 1 / (1 + Math.exp(-score))));
    this.words = new Float64Array(length + 1);
    this.expected = new Float64Array(length + 1);
    for (const block of blocks) {
      const { index } = block;
      const weight = weightOf(block);
      const mass = weight * (probability[index] ?? 0);
      this.words[index + 1] = (this.words[index] ?? 0) + weight;
      this.expected[index + 1] = (this.expected[index] ?? 0) + mass;
      add(this.ofKind, kinds[index] ?? 0, weight, mass);
      for (let above: Container | null = block.container; above; above = above.parent)
        add(this.inContainer, above, weight, mass);
    }
    this.all = this.expected[length] ?? 0;
    this.most = probability.reduce((best, value) => Math.max(best, value), 0);
    this.previous = new Int32Array(length).fill(-1);
    this.next = new Int32Array(length).fill(-1);
    for (let index = 1; index < length; index++)
      this.previous[index] = (probability[index - 1] ?? 0) > 0.5 ? index - 1 : (this.previous[index - 1] ?? -1);
    for (let index = length - 2; index >= 0; index--)
      this.next[index] = (probability[index + 1] ?? 0) > 0.5 ? index + 1 : (this.next[index + 1] ?? -1);
    this.cores = cores.map((core) => this.deepest(core));
  }

  /** @returns the same array for all blocks */
  of(block: PageBlock): Float32Array {
    const { row, scores, expected, words, all } = this;
    const { index } = block;
    const weight = weightOf(block);
    const mass = weight * (this.probability[index] ?? 0);
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
      row.put(share(this.between(expected, from, to) - mass, Math.max(1, this.between(words, from, to) - weight)));
    }
    const before = this.previous[index] ?? -1;
    const after = this.next[index] ?? -1;
    row.put(before < 0 ? none : Math.min(none, index - before));
    row.put(before < 0 ? -1 : log(this.between(words, before + 1, index)));
    row.put(after < 0 ? none : Math.min(none, after - index));
    row.put(after < 0 ? -1 : log(this.between(words, index + 1, after)));
    let level: Container | null = block.container;
    for (let step = 0; step < levels.length; step++) {
      const sum = level ? this.inContainer.get(level) : undefined;
      row.put(sum ? likely(sum) : -1);
      row.put(sum ? share(sum.expected, all) : -1);
      level = level?.parent ?? null;
    }
    for (const core of this.cores) {
      let steps = 0;
      let branch: Container | null = null;
      let above: Container | null = block.container;
      for (; above && above !== core; above = above.parent, steps++) branch = above;
      row.put(above ? steps : none);
      const sum = branch ? this.inContainer.get(branch) : undefined;
      row.put(sum ? likely(sum) : -1);
    }
    const kind = this.ofKind.get(this.page.kinds[index] ?? 0) ?? empty();
    row.put(likely(kind));
    row.put(others(kind, weight, mass));
    row.put(share(kind.expected, all));
    row.put(log(kind.blocks));
    row.put(others(this.inContainer.get(block.container) ?? empty(), weight, mass));
    row.put(block.words);
    row.put(block.linkShare);
    row.put(this.most);
    return row.values;
  }

  private between(sums: Float64Array, from: number, to: number): number {
    return (sums[Math.min(this.page.blocks.length, to)] ?? 0) - (sums[Math.max(0, from)] ?? 0);
  }

  /** The deepest container with a share of what is expected. */
  private deepest(core: number): Container {
    let deepest = this.page.root;
    for (const [container, sum] of this.inContainer)
      if (container.depth > deepest.depth && sum.expected >= core * this.all && this.all > 0) deepest = container;
    return deepest;
  }
}
