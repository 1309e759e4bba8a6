import type { PageBlock } from './block.ts';
import type { Container } from './container.ts';
import { furniturePatterns } from './furniture.ts';
import { linkDensity, type PageShape } from './page-shape.ts';
import { words as vocabulary } from './vocabulary.ts';

/** What the page declares about its own text, to compare blocks with. */
export interface Declared {
  readonly headline: string | null;
  readonly description: string | null;
  /** Index of the block with the headline, or -1. */
  readonly headlineBlock: number;
}

/** Name of the first step that the value does not exceed: step(7, 'words', 2, 5, 10) → "words<=10". */
function step(value: number, name: string, ...limits: readonly number[]): string {
  for (const limit of limits) if (value <= limit) return `${name}<=${limit}`;
  return `${name}>${limits.at(-1) ?? 0}`;
}

const contextTags = new Set([
  'nav',
  'aside',
  'footer',
  'header',
  'form',
  'figure',
  'table',
  'ul',
  'ol',
  'blockquote',
  'button',
  'li',
  'dl',
]);
const tokens = (text: string): Set<string> => new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu));

function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size === 0 || b.size === 0) return 0;
  let common = 0;
  for (const token of a) if (b.has(token)) common++;
  return common / Math.min(a.size, b.size);
}

interface Context {
  readonly mask: number;
  readonly tags: ReadonlySet<string>;
}

/** All names of evidence that hold for each block of a page, for {@link weights}. One pass; what depends on a container is computed once for it. */
export class Evidence {
  private readonly contexts = new Map<Container, Context>();
  private readonly surroundings = new Map<Container, readonly string[]>();
  private readonly headline: ReadonlySet<string>;
  private readonly description: ReadonlySet<string>;
  private readonly goodBefore: number[] = [0];

  constructor(
    private readonly page: PageShape,
    private readonly declared: Declared,
  ) {
    this.headline = tokens(declared.headline ?? '');
    this.description = tokens(declared.description ?? '');
    for (const block of page.blocks)
      this.goodBefore.push((this.goodBefore.at(-1) ?? 0) + (block.good ? block.words : 0));
  }

  of(block: PageBlock): string[] {
    return [...this.ownText(block), ...this.position(block), ...this.around(block.container)];
  }

  private ownText(block: PageBlock): string[] {
    const { text, words } = block;
    const names = [
      'bias',
      step(words, 'words', 2, 4, 7, 11, 18, 30, 50, 90),
      step(block.linkShare, 'linked', 0, 0.1, 0.3, 0.6, 0.95),
      step(block.sentenceEnds, 'sentences', 0, 1, 2, 4),
      step(block.stopWords / Math.max(1, words), 'stopWords', 0.05, 0.15, 0.25, 0.35),
      step(block.capitalised / Math.max(1, words), 'capitalised', 0.15, 0.35, 0.7),
      step(block.numbers / Math.max(1, words), 'numbers', 0.05, 0.25),
      step(block.boldShare, 'bold', 0.05, 0.9),
      step(block.italicShare, 'italic', 0.05, 0.9),
      `tag:${block.container.tag}`,
      `ends:${endOf(text)}`,
      ...furniturePatterns(text).map((name) => `${words > 30 ? 'long-' : ''}${name}`),
      ...vocabulary.filter((_, index) => (block.inlineMask & (1 << index)) !== 0).map((name) => `inline:${name}`),
    ];
    if (block.links > 2) names.push('manyLinks');
    if (block.good) names.push('good');
    if (block.market) names.push('market');
    if (text === text.toUpperCase() && text !== text.toLowerCase()) names.push('allCapitals');
    if (/^\p{Ll}/u.test(text)) names.push('startsLower');
    if ((this.page.copies.get(text) ?? 1) > 1) names.push('repeated');
    const own = tokens(text);
    if (overlap(own, this.headline) >= 0.8 && own.size >= 0.6 * this.headline.size) names.push('isHeadline');
    else if (own.size >= 3 && overlap(own, this.headline) >= 0.8) names.push('inHeadline');
    if (overlap(own, this.description) >= 0.8 && own.size >= 0.6 * this.description.size) names.push('isDescription');
    return names;
  }

  private position(block: PageBlock): string[] {
    const { page } = this;
    const { index } = block;
    const all = Math.max(1, page.goodWords);
    const before = (this.goodBefore[index] ?? 0) / all;
    const after = 1 - (this.goodBefore[index + 1] ?? 0) / all;
    const near = (from: number, to: number): number =>
      (this.goodBefore[Math.min(page.blocks.length, to + 1)] ?? 0) - (this.goodBefore[Math.max(0, from)] ?? 0);
    const names = [
      step(before, 'goodBefore', 0, 0.1, 0.5, 0.9, 0.98),
      step(after, 'goodAfter', 0, 0.02, 0.1, 0.5, 0.9),
      step(near(index - 4, index - 1), 'near4Before', 0, 20, 60, 150),
      step(near(index + 1, index + 4), 'near4After', 0, 20, 60, 150),
    ];
    if (index < page.firstGood) names.push(step(page.firstGood - index, 'beforeFirst', 1, 3, 8));
    else if (index > page.lastGood) names.push(step(index - page.lastGood, 'afterLast', 1, 3, 8));
    else names.push('betweenGood');
    const headline = this.declared.headlineBlock;
    if (headline < 0) names.push('noHeadlineBlock');
    else if (index < headline) names.push('aboveHeadline');
    else names.push(step(index - headline, 'belowHeadline', 0, 1, 3, 8));
    for (const [side, other] of [
      ['previous', page.blocks[index - 1]],
      ['next', page.blocks[index + 1]],
    ] as const) {
      if (!other) continue;
      names.push(step(other.words, `${side}Words`, 3, 10, 30));
      if (other.good) names.push(`${side}Good`);
      if (other.linkShare > 0.6) names.push(`${side}Linked`);
      if (other.container === block.container) names.push(`${side}SameContainer`);
      else if (other.container.parent === block.container.parent) {
        names.push(other.container.tag === block.container.tag ? `${side}SameKind` : `${side}Sibling`);
        if (other.good) names.push(`${side}SiblingGood`);
      }
    }
    return names;
  }

  private context(container: Container): Context {
    const known = this.contexts.get(container);
    if (known) return known;
    // Wrappers of the whole article carry names such as "has-sidebar" or "card": what contains the core says nothing against a block.
    const wrapsCore = container.goodWords >= 0.5 * this.page.goodWords;
    const above =
      container.parent && !wrapsCore ? this.context(container.parent) : { mask: 0, tags: new Set<string>() };
    const tags = wrapsCore || !contextTags.has(container.tag) ? above.tags : new Set([...above.tags, container.tag]);
    const context = { mask: wrapsCore ? 0 : above.mask | container.mask, tags };
    this.contexts.set(container, context);
    return context;
  }

  private around(container: Container): readonly string[] {
    const known = this.surroundings.get(container);
    if (known) return known;
    const { page } = this;
    const { mask, tags } = this.context(container);
    const names = vocabulary.flatMap((name, index) => [
      ...((mask & (1 << index)) === 0 ? [] : [`in:${name}`]),
      ...((container.mask & (1 << index)) === 0 ? [] : [`own:${name}`]),
    ]);
    for (const tag of tags) names.push(`in:<${tag}>`);
    if (container.hidden) names.push('hidden');
    names.push(
      this.distance(container, page.core50, 'core50'),
      this.distance(container, page.core80, 'core80'),
      this.distance(container, page.top, 'top'),
    );
    let level: Container | null = container;
    for (const name of ['own', 'parent', 'grandparent']) {
      if (!level) break;
      names.push(
        step(level.goodWords / Math.max(1, page.goodWords), `${name}Good`, 0, 0.02, 0.1, 0.3, 0.6),
        step(linkDensity(level), `${name}Density`, 0.05, 0.15, 0.35, 0.6),
      );
      if (name !== 'own')
        names.push(step(level.words / Math.max(1, level.blocks), `${name}WordsPerBlock`, 4, 10, 20, 40));
      level = level.parent;
    }
    const kind = page.signatures.get(container.signature);
    if (kind) {
      names.push(
        step(kind.goodWords / Math.max(1, page.goodWords), 'kindGood', 0, 0.05, 0.2, 0.5),
        step(kind.blocks, 'kindBlocks', 1, 3, 8, 20),
        step(kind.words / kind.blocks, 'kindWordsPerBlock', 3, 8, 15, 30),
      );
    }
    this.surroundings.set(container, names);
    return names;
  }

  /** Steps up to a container that matters, or that it lies outside. */
  private distance(container: Container, goal: Container, name: string): string {
    let steps = 0;
    for (let level: Container | null = container; level; level = level.parent, steps++) {
      if (level === goal) return step(steps, name, 0, 1, 2, 3, 5);
    }
    return `${name}:outside`;
  }
}

function endOf(text: string): string {
  const last = text.at(-1) ?? '';
  if ('.!?…。！？؟'.includes(last)) return 'stop';
  if (':;,،'.includes(last)) return 'comma';
  return '"\'”’»)]'.includes(last) ? 'quote' : 'other';
}
