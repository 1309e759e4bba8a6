import { type ChildNode, type Element, isTag } from 'domhandler';
import type { Container } from '../body/blocks/container.ts';
import type { PageShape } from '../body/blocks/page-shape.ts';
import { bit, type Word } from '../body/blocks/vocabulary.ts';

/** Parts of a page that speak of other articles or of the site. */
const elsewhere: readonly Word[] = ['related', 'comment', 'sidebar', 'footer', 'navigation', 'card', 'advertisement'];
const tags = new Set(['nav', 'footer', 'aside', 'form']);

/** Where the elements of a page stand in relation to its headline. */
export class Places {
  private readonly containers = new Map<ChildNode, Container>();
  private readonly known = new Map<Container, readonly string[]>();

  constructor(
    private readonly shape: PageShape,
    private readonly headlineBlock: number,
  ) {
    for (const container of shape.containers) if (container.element) this.containers.set(container.element, container);
  }

  /** The nearest block-level element; the root for what is not shown. */
  containerOf(element: Element): Container {
    for (let node: ChildNode | null = element; node; node = node.parent && isTag(node.parent) ? node.parent : null) {
      const container = this.containers.get(node);
      if (container) return container;
    }
    return this.shape.root;
  }

  /** Whether an element is part of the visible page. */
  isShown(element: Element): boolean {
    return this.containerOf(element) !== this.shape.root;
  }

  /**
   * Names of the page's parts around a container ("in:related", "in:nav"). What also contains the headline says nothing: wrappers of whole
   * articles carry class names such as "has-sidebar" or "card".
   */
  surroundings(container: Container): readonly string[] {
    const known = this.known.get(container);
    if (known) return known;
    const { headlineBlock } = this;
    const wraps =
      container.firstBlock <= headlineBlock && headlineBlock <= container.lastBlock && container.firstBlock >= 0;
    const names =
      wraps || !container.parent
        ? []
        : [
            ...new Set([
              ...this.surroundings(container.parent),
              ...elsewhere.filter((word) => (container.mask & bit(word)) !== 0).map((word) => `in:${word}`),
              ...(tags.has(container.tag) ? [`in:<${container.tag}>`] : []),
              ...(container.hidden ? ['in:hidden'] : []),
            ]),
          ];
    this.known.set(container, names);
    return names;
  }
}
