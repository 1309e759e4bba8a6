import { type FeatureGroup, log, share } from './group.ts';

const clip = (value: number, limit: number): number => Math.max(-limit, Math.min(limit, value));

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
  of: (page, { headlineBlock }) => {
    const words = [0];
    const good = [0];
    for (const block of page.blocks) {
      words.push((words.at(-1) ?? 0) + block.words);
      good.push((good.at(-1) ?? 0) + (block.good ? block.words : 0));
    }
    const before = (sums: readonly number[], index: number): number => sums[Math.max(0, index)] ?? 0;
    const allWords = words.at(-1) ?? 0;
    const allGood = good.at(-1) ?? 0;
    const ofPage = [log(allWords), log(page.blocks.length), log(allGood), share(page.root.linkWords, page.root.words)];
    return ({ index }, row) => {
      const fromHeadline = headlineBlock < 0 ? -60 : clip(index - headlineBlock, 60);
      const signed = (value: number): number => Math.sign(value) * log(Math.abs(value));
      row.putAll(
        share(index, page.blocks.length),
        share(before(words, index), allWords),
        share(before(good, index), allGood),
        log(allWords - before(words, index + 1)),
        log(before(good, index)),
        log(allGood - before(good, index + 1)),
        fromHeadline,
        headlineBlock < 0 ? 0 : signed(before(words, index) - before(words, headlineBlock)),
        headlineBlock < 0 ? 0 : signed(before(good, index) - before(good, headlineBlock)),
        headlineBlock < 0 ? 0 : 1,
        clip(index - page.firstGood, 50),
        clip(page.lastGood - index, 50),
        ...ofPage,
      );
    };
  },
};
