import type { PageBlock } from '../blocks/block.ts';
import type { Container } from '../blocks/container.ts';
import type { PageShape } from '../blocks/page-shape.ts';
import { type BlockReader, type FeatureGroup, log, share } from './group.ts';
import type { Row } from './row.ts';

interface Kind {
  blocks: number;
  words: number;
  linkWords: number;
  goodWords: number;
  sentenceEnds: number;
}

const sums = ['blocks', 'words', 'shareOfWords', 'wordsPerBlock', 'linkDensity', 'sentencesPerBlock', 'runningText'];

class Kinds<Key> {
  private readonly sums = new Map<Key, Kind>();

  add(key: Key, block: { words: number; linkShare: number; good: boolean; sentenceEnds: number }): void {
    let sum = this.sums.get(key);
    if (!sum) this.sums.set(key, (sum = { blocks: 0, words: 0, linkWords: 0, goodWords: 0, sentenceEnds: 0 }));
    sum.blocks++;
    sum.words += block.words;
    sum.linkWords += block.words * block.linkShare;
    if (block.good) sum.goodWords += block.words;
    sum.sentenceEnds += block.sentenceEnds;
  }

  put(key: Key, words: number, row: Row): void {
    const sum = this.sums.get(key);
    if (!sum) {
      row.repeat(0, sums.length);
      return;
    }
    row.put(log(sum.blocks));
    row.put(log(sum.words));
    row.put(share(sum.words, words));
    row.put(share(sum.words, sum.blocks));
    row.put(share(sum.linkWords, sum.words));
    row.put(share(sum.sentenceEnds, sum.blocks));
    row.put(share(sum.goodWords, sum.words));
  }
}

class Repetition implements BlockReader {
  private readonly kinds = new Kinds<number>();
  private readonly siblings = new Kinds<Container | null>();
  private readonly ownBlocks = new Map<Container, number>();

  constructor(private readonly page: PageShape) {
    for (const block of page.blocks) {
      const { container } = block;
      this.kinds.add(page.kinds[block.index] ?? 0, block);
      this.siblings.add(container.parent, block);
      this.ownBlocks.set(container, (this.ownBlocks.get(container) ?? 0) + 1);
    }
  }

  read({ index, container }: PageBlock, row: Row): void {
    const { page } = this;
    this.kinds.put(page.kinds[index] ?? 0, page.words, row);
    this.siblings.put(container.parent, page.words, row);
    row.put(this.ownBlocks.get(container) ?? 1);
    row.put(Math.min(200, container.position));
    row.put(Math.min(200, container.parent?.children ?? 0));
  }
}

/** The blocks of the same kind: the same tags and classes anywhere, and the same tag below the same parent. */
export const repetition: FeatureGroup = {
  names: [
    ...sums.map((name) => `kind:${name}`),
    ...sums.map((name) => `siblings:${name}`),
    'blocksInOwn',
    'childIndex',
    'childCount',
  ],
  of: (page) => new Repetition(page),
};
