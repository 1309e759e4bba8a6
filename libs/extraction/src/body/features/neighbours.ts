import { type FeatureGroup, log } from './group.ts';

const distances = [-3, -2, -1, 1, 2, 3];
const near = [-2, -1, 1, 2];
const window = 8;

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
  of: ({ blocks }) => {
    const good = [0];
    for (const block of blocks) good.push((good.at(-1) ?? 0) + (block.good ? block.words : 0));
    const between = (from: number, to: number): number =>
      (good[Math.min(blocks.length, to)] ?? 0) - (good[Math.max(0, from)] ?? 0);
    const previous: number[] = [];
    for (let index = 0, last = -99; index < blocks.length; index++) {
      previous.push(index - last);
      if (blocks[index]?.good) last = index;
    }
    const next: number[] = [];
    for (let index = blocks.length - 1, first = blocks.length + 99; index >= 0; index--) {
      next[index] = first - index;
      if (blocks[index]?.good) first = index;
    }
    return ({ index, container }, row) => {
      for (const distance of distances) {
        const other = blocks[index + distance];
        row.putAll(other ? log(other.words) : -1, other ? other.linkShare : -1);
      }
      for (const distance of near) {
        const other = blocks[index + distance];
        let kinship = 0;
        if (!other) kinship = -1;
        else if (other.container === container) kinship = 4;
        else if (other.container.parent === container.parent) kinship = other.container.tag === container.tag ? 3 : 2;
        else if (other.container.signature === container.signature) kinship = 1;
        row.putAll(kinship, other ? other.sentenceEnds : -1);
      }
      row.putAll(
        log(between(index - window, index)),
        log(between(index + 1, index + 1 + window)),
        Math.min(99, previous[index] ?? 99),
        Math.min(99, next[index] ?? 99),
      );
    };
  },
};
