import type { PageBlock } from '../blocks/block.ts';
import type { Container } from '../blocks/container.ts';
import type { PageShape } from '../blocks/page-shape.ts';
import { words as vocabulary } from '../blocks/vocabulary.ts';
import { type BlockReader, type FeatureGroup, log, none, share } from './group.ts';
import type { Row } from './row.ts';

const tags =
  'article main aside nav header footer form figure table ul ol blockquote section button li dl details figcaption dialog'.split(
    ' ',
  );

/**
 * Steps from a container up to the nearest one of each tag and of each word of class names; one more than that of its parent unless
 * it is one itself.
 */
class Steps {
  private readonly known = new Map<Container, Uint8Array>();

  of(container: Container): Uint8Array {
    // Upwards without recursion to what is known, then down again.
    const path: Container[] = [];
    let above: Container | null = container;
    while (above && !this.known.has(above)) {
      path.push(above);
      above = above.parent;
    }
    let steps = above ? this.known.get(above) : undefined;
    for (let next = path.pop(); next; next = path.pop()) {
      steps = below(steps, next);
      this.known.set(next, steps);
    }
    return steps ?? nowhere;
  }
}

const nowhere = new Uint8Array(tags.length + vocabulary.length).fill(none);

function below(parent: Uint8Array | undefined, container: Container): Uint8Array {
  const from = parent ?? nowhere;
  const steps = new Uint8Array(from.length);
  for (let index = 0; index < from.length; index++) steps[index] = Math.min(none, (from[index] ?? none) + 1);
  const tag = tags.indexOf(container.tag);
  if (tag >= 0) steps[tag] = 0;
  for (let index = 0; index < vocabulary.length; index++)
    if ((container.mask & (1 << index)) !== 0) steps[tags.length + index] = 0;
  return steps;
}

class Ancestors implements BlockReader {
  private readonly steps = new Steps();
  private readonly asides = new Map<Container, number>();
  private readonly articlesOnPage: number;

  constructor(private readonly page: PageShape) {
    this.articlesOnPage = page.containers.filter(({ tag }) => tag === 'article').length;
  }

  read({ container, inlineMask }: PageBlock, row: Row): void {
    const up = this.steps.of(container);
    const mask = this.asideMask(container) | inlineMask;
    let articles = 0;
    let nearest: Container | null = null;
    for (let above: Container | null = container; above; above = above.parent)
      if (above.tag === 'article') {
        articles++;
        nearest ??= above;
      }
    for (let index = 0; index < tags.length; index++) row.put(up[index] ?? none);
    for (let index = 0; index < vocabulary.length; index++)
      row.put((inlineMask & (1 << index)) === 0 ? Math.min(none, (up[tags.length + index] ?? none) + 1) : 0);
    for (let index = 0; index < vocabulary.length; index++) row.put((mask & (1 << index)) === 0 ? 0 : 1);
    row.put(inlineMask === 0 ? 0 : 1);
    row.put(container.hidden ? 1 : 0);
    row.put(container.depth);
    row.put(articles);
    row.put(log(this.articlesOnPage));
    row.put(nearest ? share(nearest.goodWords, this.page.goodWords) : -1);
  }

  /**
   * Wrappers of the whole article carry names such as "has-sidebar" or "card": what holds the core says nothing against a block.
   */
  private asideMask(container: Container): number {
    let mask = 0;
    for (let above: Container | null = container; above; above = above.parent) {
      const known = this.asides.get(above);
      if (known !== undefined) {
        mask |= known;
        break;
      }
      if (above.goodWords >= 0.5 * this.page.goodWords) break;
      mask |= above.mask;
    }
    this.asides.set(container, mask);
    return mask;
  }
}

/** In what the block lies, by tags and by the words of class names, ids and roles. */
export const ancestors: FeatureGroup = {
  names: [
    ...tags.map((tag) => `in:<${tag}>`),
    ...vocabulary.map((word) => `in:${word}`),
    ...vocabulary.map((word) => `aside:${word}`),
    'inline',
    'hidden',
    'depth',
    'articles',
    'articlesOnPage',
    'shareOfArticle',
  ],
  of: (page) => new Ancestors(page),
};
