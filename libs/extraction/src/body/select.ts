import { minWords } from './article-test.ts';
import type { PageBlock } from './blocks/block.ts';
import type { PageShape } from './blocks/page-shape.ts';
import type { BoostedTrees } from './boosted-trees.ts';
import type { Declared } from './declared.ts';
import { Context } from './features/context.ts';
import { Features } from './features/features.ts';
import { review } from './review.ts';

/** Two looks at each block of a page: first by itself, then in the company of the others. */
export interface BodyModel {
  readonly alone: BoostedTrees;
  readonly together: BoostedTrees;
}

/** Whether a block belongs to the article, and what decided it. */
export interface Decision {
  readonly block: PageBlock;
  readonly keep: boolean;
  /** The rule that removed the block; `score` where the model did. null if kept. */
  readonly rule: string | null;
  /** Log-odds that the block is article text. */
  readonly score: number;
}

/** A block that is likelier than the one is kept, one that is less likely than the other is not unless it goes on from kept text. */
const surely = 0.5;
const hardly = 0.3;
/**
 * Running text behind kept text of the same kind is kept at this probability: a threshold with hysteresis (Canny 1986). Blocks that were told
 * without the model may stand between them.
 */
const continued = 0.2;
/** Where nothing is likely, the article is what comes close to the best block: half its probability, 5 % at least. */
const least = 0.05;

const probability = (score: number): number => 1 / (1 + Math.exp(-score));

/** Menus and lists of links, half of the blocks of a page, are told without the model unless they lie in the middle of its text. */
export function plainFurniture(block: PageBlock, { core50, hasPlainText }: PageShape): string | null {
  if (block.market) return 'market-row';
  if (block.container.overlay && hasPlainText) return 'dialog';
  if (block.linkShare <= 0.5 || block.words >= 12) return null;
  return block.index < core50.firstBlock || block.index > core50.lastBlock ? 'link' : null;
}

/** Log-odds of a block that the model is not asked about. */
const furniture = -9;

/** Log-odds of the first look, one for each block: rough where they are clear. */
export function scoresOf(page: PageShape, declared: Declared, model: BoostedTrees): Float64Array {
  const features = new Features(page, declared);
  const scores = new Float64Array(page.blocks.length).fill(furniture);
  for (const block of page.blocks)
    if (plainFurniture(block, page) === null) scores[block.index] = model.roughScore(features.of(block));
  return scores;
}

/** The property that spoke most against a block at the first look. */
export function strongestObjection(
  page: PageShape,
  declared: Declared,
  model: BodyModel,
): (block: PageBlock) => string {
  let features: Features | undefined;
  return (block) => {
    features ??= new Features(page, declared);
    return model.alone.worst(features.of(block));
  };
}

const weightOf = (block: PageBlock | undefined): number => Math.max(1, block?.words ?? 0);

/**
 * The probability from which the blocks of a page are kept: that whose blocks have the best expected F measure by words. A page on
 * which all is doubtful keeps less likely ones than a page on which all is clear.
 */
function thresholdOf(blocks: readonly PageBlock[], likely: readonly number[]): number {
  const order = blocks.map(({ index }) => index).sort((a, b) => (likely[b] ?? 0) - (likely[a] ?? 0));
  let all = 0;
  for (const index of order) all += weightOf(blocks[index]) * (likely[index] ?? 0);
  let kept = 0;
  let right = 0;
  let best = 0;
  let threshold = surely;
  for (const index of order) {
    const weight = weightOf(blocks[index]);
    kept += weight;
    right += weight * (likely[index] ?? 0);
    const measure = right / (kept + all);
    if (measure < best) continue;
    best = measure;
    threshold = likely[index] ?? 0;
  }
  const mostLikely = likely[order[0] ?? -1] ?? 0;
  if (mostLikely >= hardly) return Math.max(hardly, Math.min(surely, mostLikely, threshold));
  const doubtful = Math.max(least, mostLikely / 2);
  const text = blocks.reduce(
    (sum, { good, words, index }) => (good && (likely[index] ?? 0) >= doubtful ? sum + words : sum),
    0,
  );
  // Less, of which all is doubtful, is no article: a table of prices, an imprint.
  return text < minWords ? Infinity : doubtful;
}

/** Scores every block of a page twice, then applies the rules that need no score. */
export function selectBlocks(page: PageShape, declared: Declared, model: BodyModel): Decision[] {
  const scores = scoresOf(page, declared, model.alone);
  const context = new Context(page, scores);
  const judged: { block: PageBlock; rule: string | null; score: number }[] = [];
  for (const block of page.blocks) {
    const rule = plainFurniture(block, page);
    const score =
      rule === null ? ((scores[block.index] ?? 0) + model.together.score(context.of(block))) / 2 : furniture;
    judged.push({ block, rule, score });
  }
  const likely = judged.map(({ score }) => probability(score));
  const threshold = thresholdOf(page.blocks, likely);
  let last: PageBlock | null = null;
  return review(
    judged.map(({ block, rule, score }, index): Decision => {
      const probable = likely[index] ?? 0;
      const goesOn = last !== null && block.good && page.kinds[last.index] === page.kinds[index];
      const keep = rule === null && probable >= (goesOn ? Math.min(threshold, continued) : threshold);
      if (rule === null) last = keep ? block : null;
      return { block, keep, rule: keep ? null : (rule ?? 'score'), score };
    }),
    page,
    declared,
  );
}
