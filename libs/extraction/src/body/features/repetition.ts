import type { Container } from '../blocks/container.ts';
import { type FeatureGroup, log, share } from './group.ts';
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
    row.putAll(
      log(sum.blocks),
      log(sum.words),
      share(sum.words, words),
      share(sum.words, sum.blocks),
      share(sum.linkWords, sum.words),
      share(sum.sentenceEnds, sum.blocks),
      share(sum.goodWords, sum.words),
    );
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
  of: (page) => {
    const kinds = new Kinds<string>();
    const siblings = new Kinds<Container | null>();
    const ownBlocks = new Map<Container, number>();
    for (const block of page.blocks) {
      kinds.add(`${block.container.signature}|${block.inlineMask}`, block);
      siblings.add(block.container.parent, block);
      ownBlocks.set(block.container, (ownBlocks.get(block.container) ?? 0) + 1);
    }
    return ({ container, inlineMask }, row) => {
      kinds.put(`${container.signature}|${inlineMask}`, page.words, row);
      siblings.put(container.parent, page.words, row);
      row.putAll(
        ownBlocks.get(container) ?? 1,
        Math.min(200, container.position),
        Math.min(200, container.parent?.children ?? 0),
      );
    };
  },
};
