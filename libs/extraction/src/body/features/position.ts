import type { PageBlock } from '../blocks/block.ts';
import type { PageShape } from '../blocks/page-shape.ts';
import { type BlockReader, type FeatureGroup, log, share } from './group.ts';
import type { Row } from './row.ts';

const clip = (value: number, limit: number): number => Math.max(-limit, Math.min(limit, value));

const signed = (value: number): number => Math.sign(value) * log(Math.abs(value));
const before = (sums: readonly number[], index: number): number => sums[Math.max(0, index)] ?? 0;

class Position implements BlockReader {
  /** Words, and those of running text, before each block and of the whole page. */
  private readonly words = [0];
  private readonly good = [0];
  private readonly allWords: number;
  private readonly allGood: number;
  private readonly linkDensity: number;

  constructor(
    private readonly page: PageShape,
    private readonly headlineBlock: number,
  ) {
    for (const block of page.blocks) {
      this.words.push((this.words.at(-1) ?? 0) + block.words);
      this.good.push((this.good.at(-1) ?? 0) + (block.good ? block.words : 0));
    }
    this.allWords = this.words.at(-1) ?? 0;
    this.allGood = this.good.at(-1) ?? 0;
    this.linkDensity = share(page.root.linkWords, page.root.words);
  }

  read({ index }: PageBlock, row: Row): void {
    const { page, headlineBlock, words, good, allWords, allGood } = this;
    row.put(share(index, page.blocks.length));
    row.put(share(before(words, index), allWords));
    row.put(share(before(good, index), allGood));
    row.put(log(allWords - before(words, index + 1)));
    row.put(log(before(good, index)));
    row.put(log(allGood - before(good, index + 1)));
    row.put(headlineBlock < 0 ? -60 : clip(index - headlineBlock, 60));
    row.put(headlineBlock < 0 ? 0 : signed(before(words, index) - before(words, headlineBlock)));
    row.put(headlineBlock < 0 ? 0 : signed(before(good, index) - before(good, headlineBlock)));
    row.put(headlineBlock < 0 ? 0 : 1);
    row.put(clip(index - page.firstGood, 50));
    row.put(clip(page.lastGood - index, 50));
    row.put(log(allWords));
    row.put(log(page.blocks.length));
    row.put(log(allGood));
    row.put(this.linkDensity);
  }
}

/** Where the block stands on the page, and to its headline. */
export const position: FeatureGroup = {
  names: [
    'blockPlace',
    'wordPlace',
    'runningTextBefore',
    'wordsAfter',
    'runningWordsBefore',
    'runningWordsAfter',
    'headline:blocks',
    'headline:words',
    'headline:runningWords',
    'hasHeadline',
    'firstRunning:blocks',
    'lastRunning:blocks',
    'page:words',
    'page:blocks',
    'page:runningWords',
    'page:linkDensity',
  ],
  of: (page, { headlineBlock }) => new Position(page, headlineBlock),
};
