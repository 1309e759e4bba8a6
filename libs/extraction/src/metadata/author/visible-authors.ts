import type { PageBlock } from '../../body/blocks/block.ts';
import { closest } from '../../body/blocks/container.ts';
import { bit } from '../../body/blocks/vocabulary.ts';
import type { PageFacts } from '../facts.ts';
import type { AuthorStatement } from './author.ts';
import { placeOf } from './author-places.ts';
import { nameLine } from './name-line.ts';
import { afterByWord, afterLeadingByWord, isFullName, looksLikeName, namesIn } from './person-names.ts';

const maxStatements = 30;
const maxWords = 30;
const maxLines = 6;
/** Blocks that are looked through for by-words far from the headline. */
const maxFar = 600;

export interface AuthorLine {
  readonly names: readonly string[];
  readonly kind: 'by-line' | 'by-line-class' | 'name-line' | 'last-line';
  readonly signs: readonly string[];
}

const isMarked = ({ container, inlineMask }: PageBlock): boolean =>
  (inlineMask & bit('author')) !== 0 || closest(container, ({ mask }) => (mask & bit('author')) !== 0, 2) !== null;

/** "Author:", "Article written by:" alone. */
const isLabel = (text: string): boolean =>
  text.length <= 40 && afterLeadingByWord(`${text.replace(/\s*[:：]?\s*$/, '')} `) === '';

/** "hal9000 | May 3": what follows a by-word may be any name that its owner chose. */
function userName(text: string): string[] {
  const name = /^[\p{L}\p{N}_.-]{2,24}(?=$|\s*[|•·,–—]|\son\s|\sat\s|\sam\s|\s\d)/u.exec(text)?.[0];
  return name === undefined || !/\p{L}/u.test(name) ? [] : [name];
}

/** Names of one line, by how it says that they are authors; null if it does not. */
function authorsOfLine(text: string, before: string, block: PageBlock): AuthorLine | null {
  const named = [...(isMarked(block) ? ['line:named'] : []), ...(text.length > 70 ? ['line:long'] : [])];
  const after = afterLeadingByWord(text);
  if (after !== null) {
    const names = namesIn(after).filter(looksLikeName);
    if (names.length > 0) return { names, kind: 'by-line', signs: ['line:byWord', ...named] };
    return { names: userName(after), kind: 'by-line', signs: ['line:byWord', 'line:userName', ...named] };
  }
  if (isLabel(before))
    return { names: namesIn(text).filter(looksLikeName), kind: 'by-line', signs: ['line:labelled', ...named] };
  const inside = afterByWord(text);
  if (inside !== null && block.words <= 20) {
    const names = namesIn(inside).filter(isFullName);
    if (names.length > 0) return { names, kind: 'by-line', signs: ['line:byWordInside', ...named] };
    const user = userName(inside);
    if (isMarked(block) && user.length > 0)
      return { names: user, kind: 'by-line', signs: ['line:byWordInside', 'line:userName', ...named] };
  }
  if (!isMarked(block)) return null;
  const names = namesIn(text).filter(looksLikeName);
  const full = names.filter(isFullName);
  return full.length > 0
    ? { names: full, kind: 'by-line-class', signs: text.length > 70 ? ['line:long'] : [] }
    : { names, kind: 'by-line-class', signs: ['line:shortName'] };
}

function linesOf({ text }: PageBlock): string[] {
  const lines = text.slice(0, 600).split('\n', maxLines + 1);
  return lines.length <= maxLines ? lines.map((line) => line.replace(/\s+/g, ' ').trim().slice(0, 300)) : [];
}

/** Lines that name authors: every kind close to the headline and around the end of the text, those with a by-word anywhere. */
export function visibleAuthors(facts: PageFacts): AuthorStatement[] {
  const { blocks } = facts.shape;
  const seen = new Map<string, number>();
  const found: AuthorStatement[] = [];
  const add = (block: PageBlock, line: AuthorLine | null): void => {
    if (!line || line.names.length === 0 || found.length >= maxStatements) return;
    const before = seen.get(line.kind) ?? 0;
    seen.set(line.kind, before + 1);
    found.push({
      authors: line.names.slice(0, 6).map((name) => ({ name })),
      source: line.kind,
      origin: line.kind,
      signs: [
        line.kind,
        before === 0 ? `${line.kind}:first` : `${line.kind}:later`,
        ...line.signs,
        ...placeOf(facts, block.index).flatMap((name) => [`line:${name}`, `${line.kind}:${name}`]),
        ...facts.places.surroundings(block.container).map((name) => `line:${name}`),
      ],
    });
  };
  const near = nearIndexes(facts);
  for (const index of near) {
    const block = blocks[index];
    if (!block || block.words > maxWords || index === facts.headlineBlock) continue;
    const lines = linesOf(block);
    lines.forEach((text, position) => {
      const before = lines[position - 1] ?? lastLine(blocks[index - 1]);
      add(block, authorsOfLine(text, before, block) ?? nameLine(facts, block, text));
    });
  }
  for (const block of blocks.slice(0, maxFar)) {
    if (near.has(block.index) || block.words > 12 || block.index < facts.headlineBlock) continue;
    const text = block.text.replace(/\s+/g, ' ').slice(0, 200);
    if (afterLeadingByWord(text) !== null || isLabel(lastLine(blocks[block.index - 1])))
      add(block, authorsOfLine(text, lastLine(blocks[block.index - 1]), block));
  }
  return [...found, ...neighbours(found, 'by-line-class'), ...neighbours(found, 'by-line')];
}

const lastLine = (block: PageBlock | undefined): string => block?.text.slice(-60).split('\n').at(-1) ?? '';

/** Blocks around headline, beginning and end of the text, nearest to the headline first. */
function nearIndexes({ headlineBlock, firstKept, lastKept }: PageFacts): Set<number> {
  const anchor = headlineBlock >= 0 ? headlineBlock : Math.max(0, firstKept);
  const until = Math.max(anchor + 12, Math.min(firstKept + 3, anchor + 40));
  const indexes = new Set<number>();
  for (let index = anchor + 1; index <= until; index++) indexes.add(index);
  for (let index = anchor - 1; index >= anchor - 5; index--) indexes.add(index);
  if (lastKept >= 0) for (let index = lastKept - 1; index <= lastKept + 6; index++) indexes.add(index);
  return indexes;
}

/** Lines of one kind together: each author may stand in an element of its own. */
function neighbours(lines: readonly AuthorStatement[], kind: string): AuthorStatement[] {
  const same = lines.filter(
    ({ origin, signs }) => origin === kind && signs.some((sign) => /:(?:near|close)$/.test(sign)),
  );
  if (same.length < 2 || same.length > 5) return [];
  const authors = same.flatMap((line) => line.authors);
  return [{ authors, source: kind, origin: kind, signs: [`${kind}:joined`] }];
}
