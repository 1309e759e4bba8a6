import type { PageBlock } from '../blocks/block.ts';
import type { Container } from '../blocks/container.ts';
import { linkDensity, type PageShape } from '../blocks/page-shape.ts';
import { type BlockReader, type FeatureGroup, log, none, share } from './group.ts';
import type { Row } from './row.ts';

const levels = ['own', 'parent', 'grandparent', 'level3', 'level4'];

/** Child of `goal` that holds the container; null outside. */
function branchOf(container: Container, goal: Container): { branch: Container; steps: number } | null {
  let branch = container;
  let steps = 0;
  for (let above: Container | null = container; above; branch = above, above = above.parent, steps++)
    if (above === goal) return { branch, steps };
  return null;
}

class Surroundings implements BlockReader {
  private readonly topScore: number;

  constructor(private readonly page: PageShape) {
    this.topScore = page.top.score * (1 - linkDensity(page.top));
  }

  read({ container, index }: PageBlock, row: Row): void {
    const { page, topScore } = this;
    const { top, core50, core80 } = page;
    let level: Container | null = container;
    for (let step = 0; step < levels.length; step++) {
      if (level) {
        row.put(log(level.words));
        row.put(linkDensity(level));
        row.put(share(level.words, page.words));
        row.put(share(level.goodWords, page.goodWords));
        row.put(log(share(level.words, level.blocks)));
        row.put(share(index - level.firstBlock, level.lastBlock - level.firstBlock));
        level = level.parent;
      } else row.repeat(-1, 6);
    }
    level = container;
    for (let step = 0; step < 3; step++) {
      if (level) {
        row.put(share(level.goodWords, level.words));
        row.put(log(level.blocks));
        row.put(level.images);
        row.put(log(level.children));
        level = level.parent;
      } else row.repeat(-1, 4);
    }
    let bestScore = 0;
    for (let above: Container | null = container; above; above = above.parent)
      bestScore = Math.max(bestScore, above.score * (1 - linkDensity(above)));
    const inTop = branchOf(container, top);
    const inCore = branchOf(container, core50);
    row.put(inCore?.steps ?? none);
    row.put(branchOf(container, core80)?.steps ?? none);
    row.put(inTop?.steps ?? none);
    row.put(share(core50.words, page.words));
    row.put(Math.max(-50, Math.min(50, index - core50.firstBlock)));
    row.put(Math.max(-50, Math.min(50, core50.lastBlock - index)));
    row.put(share(top.goodWords, page.goodWords));
    row.put(linkDensity(top));
    row.put(Math.max(-1, Math.min(2, share(index - top.firstBlock, top.lastBlock - top.firstBlock))));
    row.put(share(bestScore, topScore));
    row.put(share(container.score, topScore));
    if (inTop) {
      const { branch } = inTop;
      row.put(log(branch.words));
      row.put(linkDensity(branch));
      row.put(log(branch.blocks));
      row.put(share(branch.goodWords, branch.words));
    } else row.repeat(-1, 4);
    if (inCore) {
      const { branch } = inCore;
      row.put(log(branch.words));
      row.put(linkDensity(branch));
      row.put(share(branch.goodWords, branch.words));
    } else row.repeat(-1, 3);
  }
}

/** How large and how linked what the block lies in is, and where it lies to the core of the page. */
export const containers: FeatureGroup = {
  names: [
    ...levels.flatMap((level) => [
      `${level}:words`,
      `${level}:linkDensity`,
      `${level}:shareOfWords`,
      `${level}:shareOfRunningText`,
      `${level}:wordsPerBlock`,
      `${level}:place`,
    ]),
    ...levels
      .slice(0, 3)
      .flatMap((level) => [`${level}:runningTextShare`, `${level}:blocks`, `${level}:images`, `${level}:children`]),
    'core50:steps',
    'core80:steps',
    'top:steps',
    'core50:share',
    'core50:before',
    'core50:after',
    'top:share',
    'top:linkDensity',
    'top:place',
    'bestScore',
    'ownScore',
    'branch:words',
    'branch:linkDensity',
    'branch:blocks',
    'branch:runningTextShare',
    'core:branch:words',
    'core:branch:linkDensity',
    'core:branch:runningTextShare',
  ],
  of: (page) => new Surroundings(page),
};
