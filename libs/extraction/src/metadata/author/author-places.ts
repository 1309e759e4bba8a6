import type { PageFacts } from '../facts.ts';

/** Where a block stands between headline and text. */
export function placeOf({ headlineBlock, firstKept, lastKept }: PageFacts, index: number): string[] {
  if (index < 0) return ['hidden'];
  const steps = index - headlineBlock;
  if (headlineBlock >= 0 && steps < 0) return [steps >= -4 ? 'justAbove' : 'above'];
  if (headlineBlock >= 0 && steps <= 4) return ['near'];
  if (headlineBlock >= 0 && steps <= 10) return ['close'];
  if (firstKept >= 0 && index < firstKept) return ['beforeText'];
  if (firstKept >= 0 && index <= firstKept + 3) return ['textBegin'];
  if (lastKept >= 0 && index > lastKept) return [index <= lastKept + 3 ? 'afterText' : 'below'];
  return ['inText'];
}
