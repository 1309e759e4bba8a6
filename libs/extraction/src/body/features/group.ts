import type { PageBlock } from '../blocks/block.ts';
import type { PageShape } from '../blocks/page-shape.ts';
import type { Declared } from '../declared.ts';
import type { Row } from './row.ts';

/** Numbers about a block that belong together. */
export interface FeatureGroup {
  readonly names: readonly string[];
  /** What is the same for all blocks of a page is computed once. */
  readonly of: (page: PageShape, declared: Declared) => BlockReader;
}

/**
 * Reads the numbers of the blocks of one page. A class and no function made for each page: what the engine compiles for a function
 * is lost with it, and compiling again and again took a quarter of the time.
 */
export interface BlockReader {
  /** Puts the numbers of a block in the order of the names. */
  read(block: PageBlock, row: Row): void;
}

/** "Not here": farther than any step that counts. */
export const none = 99;
export const log = (value: number): number => Math.log1p(Math.max(0, value));
export const share = (part: number, all: number): number => (all > 0 ? part / all : 0);
