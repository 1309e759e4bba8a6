import type { PageBlock } from './block.ts';
import { type Declared, Evidence } from './evidence.ts';
import { type PageShape } from './page-shape.ts';
import { review } from './review.ts';

/** Whether a block belongs to the article, and what decided it. */
export interface Decision {
  readonly block: PageBlock;
  readonly keep: boolean;
  /** The rule that removed the block: the strongest evidence against it, or the name of a rule about its surroundings. null if kept. */
  readonly rule: string | null;
  /** Log-odds that the block is article text. */
  readonly score: number;
}

/** Where nothing reaches the threshold, blocks of unlinked text this close to the best one are the article. */
const fallbackMargin = 1.5;

function judge(block: PageBlock, evidence: readonly string[], weights: Readonly<Record<string, number>>): Decision {
  let score = 0;
  let worst = 0;
  let rule = 'no-evidence';
  for (const name of evidence) {
    const weight = weights[name] ?? 0;
    score += weight;
    if (weight < worst && name !== 'bias') {
      worst = weight;
      rule = name;
    }
  }
  if (block.market) return { block, keep: false, rule: 'market-row', score };
  return { block, keep: score > 0, rule: score > 0 ? null : rule, score };
}

/** Scores every block of a page, then looks at each once more in the company of the others. */
export function selectBlocks(
  page: PageShape,
  declared: Declared,
  weights: Readonly<Record<string, number>>,
): Decision[] {
  const evidence = new Evidence(page, declared);
  const decisions = page.blocks.map((block) => judge(block, evidence.of(block), weights));
  if (decisions.some(({ keep }) => keep)) return review(decisions);
  const eligible = ({ block }: Decision): boolean => !block.market && block.linkShare < 0.3;
  const best = decisions.filter(eligible).reduce((most, { score }) => Math.max(most, score), -Infinity);
  return decisions.map((decision) =>
    eligible(decision) && decision.score >= best - fallbackMargin ? { ...decision, keep: true, rule: null } : decision,
  );
}
