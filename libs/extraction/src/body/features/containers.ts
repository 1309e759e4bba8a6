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
        row.putAll(
          log(level.words),
          linkDensity(level),
          share(level.words, page.words),
          share(level.goodWords, page.goodWords),
          log(share(level.words, level.blocks)),
          share(index - level.firstBlock, level.lastBlock - level.firstBlock),
        );
        level = level.parent;
      } else row.repeat(-1, 6);
    }
    level = container;
    for (let step = 0; step < 3; step++) {
      if (level) {
        row.putAll(share(level.goodWords, level.words), log(level.blocks), level.images, log(level.children));
        level = level.parent;
      } else row.repeat(-1, 4);
    }
    let bestScore = 0;
    for (let above: Container | null = container; above; above = above.parent)
      bestScore = Math.max(bestScore, above.score * (1 - linkDensity(above)));
    const inTop = branchOf(container, top);
    const inCore = branchOf(container, core50);
    row.putAll(
      inCore?.steps ?? none,
      branchOf(container, core80)?.steps ?? none,
      inTop?.steps ?? none,
      share(core50.words, page.words),
      Math.max(-50, Math.min(50, index - core50.firstBlock)),
      Math.max(-50, Math.min(50, core50.lastBlock - index)),
      share(top.goodWords, page.goodWords),
      linkDensity(top),
      Math.max(-1, Math.min(2, share(index - top.firstBlock, top.lastBlock - top.firstBlock))),
      share(bestScore, topScore),
      share(container.score, topScore),
    );
    if (inTop) {
      const { branch } = inTop;
      row.putAll(log(branch.words), linkDensity(branch), log(branch.blocks), share(branch.goodWords, branch.words));
    } else row.repeat(-1, 4);
    if (inCore) {
      const { branch } = inCore;
      row.putAll(log(branch.words), linkDensity(branch), share(branch.goodWords, branch.words));
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
