import type { PageBlock } from './block.ts';
import type { Container } from './container.ts';
import type { CutPage } from './cut.ts';

interface SignatureSum {
  blocks: number;
  words: number;
  goodWords: number;
  /** Number of the kind, by the mask of the inline elements around a block. */
  readonly kinds: Map<number, number>;
}

/** Where the running text of a page lies. */
export interface PageShape extends CutPage {
  readonly goodWords: number;
  readonly words: number;
  /** Deepest container with half, and with 80 %, of the page's running text. */
  readonly core50: Container;
  readonly core80: Container;
  /** Best score: the likeliest article container. */
  readonly top: Container;
  /** First and last block of running text inside core50. */
  readonly firstGood: number;
  readonly lastGood: number;
  /** Words and blocks per {@link Container.signature}. */
  readonly signatures: ReadonlyMap<string, Readonly<SignatureSum>>;
  readonly copies: ReadonlyMap<string, number>;
  /** A number for each block: the same for blocks with the same tags and classes around. */
  readonly kinds: Int32Array;
  /** There is running text outside of dialogs. */
  readonly hasPlainText: boolean;
}

/** A paragraph is worth as much to its container and the one above, less further up. */
const hops = [1, 1, 0.6, 0.3];

function addOwn(block: PageBlock): void {
  const { container, words, linkShare, good, index } = block;
  container.words += words;
  container.linkWords += words * linkShare;
  container.blocks++;
  if (container.firstBlock < 0) container.firstBlock = index;
  container.lastBlock = index;
  if (!good) return;
  container.goodWords += words;
  container.goodBlocks++;
  const worth = (1 + block.commas + Math.min(3, block.text.length / 100)) * (1 - linkShare);
  let level: Container | null = container;
  for (let hop = 0; level && hop < hops.length; hop++, level = level.parent) level.score += worth * (hops[hop] ?? 0);
}

/** Each container's sums to its parent's, the last container first: all below it are complete by then. */
function addUp(containers: readonly Container[]): void {
  for (const container of containers.toReversed()) {
    const { parent } = container;
    if (!parent || container.blocks === 0) continue;
    parent.words += container.words;
    parent.linkWords += container.linkWords;
    parent.blocks += container.blocks;
    parent.goodWords += container.goodWords;
    parent.goodBlocks += container.goodBlocks;
    parent.firstBlock =
      parent.firstBlock < 0 ? container.firstBlock : Math.min(parent.firstBlock, container.firstBlock);
    parent.lastBlock = Math.max(parent.lastBlock, container.lastBlock);
  }
}

/** Hidden text and text in a sidebar or footer counts less: a cookie notice must not be the core of a short article. */
function deepest(containers: readonly Container[], root: Container, share: number): Container {
  let core = root;
  for (const container of containers) {
    if (container.goodWords >= share * root.goodWords && container.goodWords > 0 && container.depth > core.depth)
      core = container;
  }
  return core;
}

export const linkDensity = (container: Container): number =>
  container.words === 0 ? 0 : container.linkWords / container.words;

/** Sums over a page's blocks, once, from each block upwards. */
export function shapeOf(page: CutPage): PageShape {
  const { root, containers, blocks } = page;
  for (const block of blocks) addOwn(block);
  addUp(containers);
  const signatures = new Map<string, SignatureSum>();
  const copies = new Map<string, number>();
  const kinds = new Int32Array(blocks.length);
  let kindCount = 0;
  for (const block of blocks) {
    const { signature } = block.container;
    let sum = signatures.get(signature);
    if (!sum) signatures.set(signature, (sum = { blocks: 0, words: 0, goodWords: 0, kinds: new Map() }));
    sum.blocks++;
    sum.words += block.words;
    if (block.good) sum.goodWords += block.words;
    let kind = sum.kinds.get(block.inlineMask);
    if (kind === undefined) sum.kinds.set(block.inlineMask, (kind = kindCount++));
    kinds[block.index] = kind;
    copies.set(block.text, (copies.get(block.text) ?? 0) + 1);
  }
  let top = root;
  let best = 0;
  for (const container of containers) {
    const score = container.score * (1 - linkDensity(container));
    if (score > best) {
      best = score;
      top = container;
    }
  }
  const core50 = deepest(containers, root, 0.5);
  const inCore = blocks.slice(core50.firstBlock, core50.lastBlock + 1).filter((block) => block.good);
  return {
    ...page,
    goodWords: root.goodWords,
    words: root.words,
    core50,
    core80: deepest(containers, root, 0.8),
    top,
    firstGood: inCore[0]?.index ?? -1,
    lastGood: inCore.at(-1)?.index ?? -1,
    signatures,
    copies,
    kinds,
    hasPlainText: blocks.some(({ good, container }) => good && !container.overlay),
  };
}
