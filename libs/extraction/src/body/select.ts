import type { PageBlock } from './blocks/block.ts';
import type { PageShape } from './blocks/page-shape.ts';
import type { BoostedTrees } from './boosted-trees.ts';
import type { Declared } from './declared.ts';
import { featuresOf } from './features/features.ts';
import { review } from './review.ts';

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

/** Menus and lists of links, half of the blocks of a page, are told without the model. */
export function plainFurniture(block: PageBlock): string | null {
  if (block.market) return 'market-row';
  return block.linkShare > 0.95 && block.words < 12 ? 'link' : null;
}

/** Scores every block of a page, then looks at each once more in the company of the others. */
export function selectBlocks(page: PageShape, declared: Declared, model: BoostedTrees): Decision[] {
  const features = featuresOf(page, declared);
  const decisions = page.blocks.map((block): Decision => {
    const rule = plainFurniture(block);
    if (rule !== null) return { block, keep: false, rule, score: -9 };
    const score = model.score(features(block));
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
