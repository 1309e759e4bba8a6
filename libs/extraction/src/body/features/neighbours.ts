import type { PageBlock } from '../blocks/block.ts';
import type { Container } from '../blocks/container.ts';
import { type BlockReader, type FeatureGroup, log } from './group.ts';
import type { Row } from './row.ts';

const distances = [-3, -2, -1, 1, 2, 3];
const near = [-2, -1, 1, 2];
const window = 8;

class Neighbours implements BlockReader {
  /** Words of running text before each block and of the whole page. */
  private readonly good = [0];
  /** Blocks back to the last, and on to the next, of running text. */
  private readonly previous: number[] = [];
  private readonly next: number[] = [];

  constructor(private readonly blocks: readonly PageBlock[]) {
    for (const block of blocks) this.good.push((this.good.at(-1) ?? 0) + (block.good ? block.words : 0));
    for (let index = 0, last = -99; index < blocks.length; index++) {
      this.previous.push(index - last);
      if (blocks[index]?.good) last = index;
    }
    for (let index = blocks.length - 1, first = blocks.length + 99; index >= 0; index--) {
      this.next.push(first - index);
      if (blocks[index]?.good) first = index;
    }
    this.next.reverse();
  }

  read({ index, container }: PageBlock, row: Row): void {
    const { blocks } = this;
    for (const distance of distances) {
      const other = blocks[index + distance];
      row.put(other ? log(other.words) : -1);
      row.put(other ? other.linkShare : -1);
    }
    for (const distance of near) {
      const other = blocks[index + distance];
      row.put(other ? kinship(container, other.container) : -1);
      row.put(other ? other.sentenceEnds : -1);
    }
    row.put(log(this.between(index - window, index)));
    row.put(log(this.between(index + 1, index + 1 + window)));
    row.put(Math.min(99, this.previous[index] ?? 99));
    row.put(Math.min(99, this.next[index] ?? 99));
  }

  private between(from: number, to: number): number {
    return (this.good[Math.min(this.blocks.length, to)] ?? 0) - (this.good[Math.max(0, from)] ?? 0);
  }
}

function kinship(one: Container, other: Container): number {
  if (one === other) return 4;
  if (one.parent === other.parent) return one.tag === other.tag ? 3 : 2;
  return one.signature === other.signature ? 1 : 0;
}

/** The blocks before and after. */
export const neighbours: FeatureGroup = {
  names: [
    ...distances.flatMap((distance) => [`${distance}:words`, `${distance}:linkShare`]),
    ...near.flatMap((distance) => [`${distance}:kinship`, `${distance}:sentenceEnds`]),
    'runningBefore8',
    'runningAfter8',
    'previousRunning',
    'nextRunning',
  ],
  of: ({ blocks }) => new Neighbours(blocks),
};
