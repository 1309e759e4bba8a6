import type { PageBlock } from './blocks/block.ts';
import type { PageShape } from './blocks/page-shape.ts';
import type { BoostedTrees } from './boosted-trees.ts';
import type { Declared } from './declared.ts';
import { contextOf } from './features/context.ts';
import { featuresOf } from './features/features.ts';
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

/** Log-odds of .45: a page is better off with a doubtful paragraph than without it. */
export const threshold = Math.log(0.45 / 0.55);
/** Where nothing reaches the threshold, the article is what comes close to the best block: half its probability, 5 % at least. */
const leastProbability = 0.05;

const probability = (score: number): number => 1 / (1 + Math.exp(-score));

/** Menus and lists of links, half of the blocks of a page, are told without the model unless they lie in the middle of its text. */
export function plainFurniture(block: PageBlock, { core50 }: PageShape): string | null {
  if (block.market) return 'market-row';
  if (block.linkShare <= 0.95 || block.words >= 12) return null;
  return block.index < core50.firstBlock || block.index > core50.lastBlock ? 'link' : null;
}

/** Log-odds of a block that the model is not asked about. */
const furnitureScore = -9;

/** Log-odds of the first look, one for each block. */
export function scoresOf(page: PageShape, declared: Declared, model: BoostedTrees): Float64Array {
  const features = featuresOf(page, declared);
  return Float64Array.from(page.blocks, (block) =>
    plainFurniture(block, page) === null ? model.score(features(block)) : furnitureScore,
  );
}

/** The property that spoke most against a block at the first look. */
export function strongestObjection(
  page: PageShape,
  declared: Declared,
  model: BodyModel,
): (block: PageBlock) => string {
  let features: ReturnType<typeof featuresOf> | undefined;
  return (block) => {
    features ??= featuresOf(page, declared);
    return model.alone.worst(features(block));
  };
}

/** Scores every block of a page twice, then applies the rules that need no score. */
export function selectBlocks(page: PageShape, declared: Declared, model: BodyModel): Decision[] {
  const scores = scoresOf(page, declared, model.alone);
  const context = contextOf(page, scores);
  const decisions = page.blocks.map((block): Decision => {
    const rule = plainFurniture(block, page);
    if (rule !== null) return { block, keep: false, rule, score: furnitureScore };
    const score = ((scores[block.index] ?? 0) + model.together.score(context(block))) / 2;
    return { block, keep: score >= threshold, rule: score >= threshold ? null : 'score', score };
  });
  if (decisions.some(({ keep }) => keep)) return review(decisions);
  const eligible = decisions.filter(({ rule }) => rule === 'score');
  const best = eligible.reduce((most, { score }) => Math.max(most, probability(score)), 0);
  const least = Math.max(leastProbability, best / 2);
  return decisions.map((decision) =>
    decision.rule === 'score' && probability(decision.score) >= least
      ? { ...decision, keep: true, rule: null }
      : decision,
  );
}
