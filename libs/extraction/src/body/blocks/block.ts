import type { Container } from './container.ts';
import type { Measures } from './measure.ts';

/** A maximal run of inline text with the same nearest block-level ancestor: the unit that is kept or removed as a whole. */
export interface PageBlock extends Measures {
  readonly index: number;
  readonly container: Container;
  readonly text: string;
  /** Shares of the characters, 0 to 1. */
  readonly linkShare: number;
  readonly boldShare: number;
  readonly italicShare: number;
  readonly links: number;
  /** {@link Vocabulary} mask of the inline elements around its beginning. */
  readonly inlineMask: number;
  /** Running text: few links, eight words or more, a sentence end. */
  readonly good: boolean;
  /** Inside a standalone ticker row. */
  readonly market: boolean;
}
