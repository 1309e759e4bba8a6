import type { PageBlock } from './block.ts';
import { type Declared, Evidence } from './evidence.ts';
import { type PageShape } from './page-shape.ts';
import { weights } from './weights.ts';

/** Whether a block belongs to the article, and what decided it. */
export interface Decision {
  readonly block: PageBlock;
  readonly keep: boolean;
  /** The rule that removed the block: the strongest evidence against it, or the name of a rule about its surroundings. null if kept. */
  readonly rule: string | null;
  /** Log-odds that the block is article text. */
  readonly score: number;
  readonly evidence: readonly string[];
}

function judge(block: PageBlock, evidence: readonly string[]): Decision {
  let score = 0;
  let worst = 0;
  let rule: string | null = null;
  for (const name of evidence) {
    const weight = weights[name] ?? 0;
    score += weight;
    if (weight < worst && name !== 'bias') {
      worst = weight;
      rule = name;
    }
  }
  const keep = score > 0;
  return { block, keep, rule: keep ? null : (rule ?? 'no-evidence'), score, evidence };
}

const removed = (decision: Decision, rule: string): Decision => ({ ...decision, keep: false, rule });

/** Scores every block of a page, then looks at each once more in the company of what was kept. */
export function selectBlocks(page: PageShape, declared: Declared): Decision[] {
  const evidence = new Evidence(page, declared);
  const decisions = page.blocks.map((block) => judge(block, evidence.of(block)));
  return decisions.map((decision) =>
    decision.keep && decision.block.market ? removed(decision, 'market-row') : decision,
  );
}
