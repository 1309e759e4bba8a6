import { closest, type Container } from './blocks/container.ts';
import { furniturePatterns } from './blocks/furniture.ts';
import type { Decision } from './select.ts';

/** The blocks of one list or table are judged together: single items and cells are too short to tell by themselves. */
function groupOf({ block }: Decision): Container | null {
  return closest(block.container, ({ tag }) => tag === 'table' || tag === 'ul' || tag === 'ol' || tag === 'dl', 5);
}

const isHeading = ({ block }: Decision): boolean => /^h[1-6]$/.test(block.container.tag);

/** More cells or items of running text than this make a group a layout, whose parts differ. */
const layoutWords = 60;

/** Tables with running text in one cell: the layout of an older page. */
function layoutTables(decisions: readonly Decision[]): Set<Container | null> {
  const tables = new Set<Container | null>();
  for (const { block } of decisions) {
    const cell = closest(block.container, ({ tag }) => tag === 'td' || tag === 'th', 4);
    if (cell && cell.goodBlocks >= 2) tables.add(closest(cell, ({ tag }) => tag === 'table', 5));
  }
  return tables;
}

function judgeGroups(decisions: readonly Decision[]): Decision[] {
  const layouts = layoutTables(decisions);
  const groups = new Map<Container, { score: number; words: number; blocks: number; first: number; last: number }>();
  for (const [index, decision] of decisions.entries()) {
    const group = groupOf(decision);
    if (!group || layouts.has(group)) continue;
    const sum = groups.get(group) ?? { score: 0, words: 0, blocks: 0, first: index, last: index };
    const weight = Math.min(20, decision.block.words);
    sum.score += decision.score * weight;
    sum.words += weight;
    sum.blocks++;
    sum.last = index;
    groups.set(group, sum);
  }
  const isKept = (index: number): boolean => decisions[index]?.keep === true;
  return decisions.map((decision) => {
    const group = groupOf(decision);
    const sum = group && groups.get(group);
    if (!group || !sum || sum.blocks < 2 || sum.words / sum.blocks > layoutWords) return decision;
    const mean = sum.score / Math.max(1, sum.words);
    // A data table between two kept paragraphs belongs to them.
    const embedded =
      group.tag === 'table' &&
      (isKept(sum.first - 1) || isKept(sum.first - 2)) &&
      (isKept(sum.last + 1) || isKept(sum.last + 2));
    const keep = mean + (embedded ? 1.5 : 0) > 0;
    if (keep === decision.keep || Math.abs(decision.score) > 3) return decision;
    return { ...decision, keep, rule: keep ? null : 'group' };
  });
}

/** Takes out headings without text below them, and what was kept before. */
function dropLeftovers(decisions: readonly Decision[]): Decision[] {
  const seen = new Set<string>();
  let textFollows = false;
  const backwards = [...decisions].reverse().map((decision) => {
    if (!decision.keep) return decision;
    if (!isHeading(decision)) textFollows = true;
    return textFollows ? decision : { ...decision, keep: false, rule: 'heading-without-text' };
  });
  return backwards.reverse().map((decision) => {
    if (!decision.keep) return decision;
    const { text, words } = decision.block;
    if (words >= 6 && seen.has(text)) return { ...decision, keep: false, rule: 'repeated-text' };
    seen.add(text);
    return decision;
  });
}

/** Longer lines above the text say more than who wrote it and when. */
const openingWords = 12;

/** Takes out what stands above the first sentence and is the headline, or only says who wrote the article, or when. */
function dropOpeningLines(decisions: readonly Decision[]): Decision[] {
  const firstSentence = decisions.findIndex(
    ({ keep, block }) => keep && block.sentenceEnds > 0 && block.words > openingWords,
  );
  return decisions.map((decision, index) => {
    const { block, keep } = decision;
    if (!keep || index >= firstSentence) return decision;
    if (block.container.tag === 'h1') return { ...decision, keep: false, rule: 'headline' };
    if (isHeading(decision) || block.words > openingWords) return decision;
    const patterns = furniturePatterns(block.text);
    if (/[.!?…]["'”’»)]?$/u.test(block.text.trim())) return decision;
    if (patterns.includes('byLine')) return { ...decision, keep: false, rule: 'by-line' };
    const isDate = patterns.includes('date') || patterns.includes('timeOnly') || patterns.includes('ago');
    return isDate ? { ...decision, keep: false, rule: 'date-line' } : decision;
  });
}

/** Second look at each decision in the company of the others. */
export const review = (decisions: readonly Decision[]): Decision[] =>
  dropLeftovers(dropOpeningLines(judgeGroups(decisions)));
