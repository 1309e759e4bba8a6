import { minWords } from './article-test.ts';
import { bit } from './blocks/vocabulary.ts';
import { furniturePatterns, saysTwiceToSubscribe } from './blocks/furniture.ts';
import { isClockOrDate, isDateLine } from './blocks/date-line.ts';
import type { PageBlock } from './blocks/block.ts';
import type { Container } from './blocks/container.ts';
import type { PageShape } from './blocks/page-shape.ts';
import type { Declared } from './declared.ts';
import type { Decision } from './select.ts';

const isHeading = ({ container }: PageBlock): boolean => /^h[1-6]$/.test(container.tag);
/** A line that is longer, or a sentence, is no line above the text. */
const openingWords = 12;
/** Calls to subscribe are short. */
const callWords = 60;
/** "Anzeige", "Advertisement": a label alone. */
const labelWords = 2;
const reach = 3;
/** Log-odds. */
const sure = 3;
/** A section of other stories links to that many of them. */
const linkedStories = 2;
const headingWords = 6;
/** In tables and lists a time is a value. */
const inCell = /^(?:t[dh]|li|d[dt])$/;

type Rule = (block: PageBlock, index: number, score: number) => string | null;

/** Headline and by-line are fields of their own. */
function openingLines(decisions: readonly Decision[]): Rule {
  const firstSentence = decisions.findIndex(
    ({ keep, block }) => keep && block.sentenceEnds > 0 && block.words > openingWords,
  );
  // Without a sentence there is no telling what stands above the text.
  if (firstSentence < 0) return () => null;
  return (block, index) => {
    if (index >= firstSentence) return null;
    if (block.container.tag === 'h1') return 'headline';
    if (isHeading(block) || block.words > openingWords) return null;
    if (isDateLine(block.text)) return 'date-line';
    if (/[.!?…]["'”’»)]?$/u.test(block.text)) return null;
    const says = furniturePatterns(block.text);
    if (says.includes('byLine')) return 'by-line';
    return says.includes('share') ? 'share-line' : null;
  };
}

function isNear(block: PageBlock, mask: number, page: PageShape): boolean {
  let level: Container | null = block.container;
  for (let step = 0; level && step < reach && level.goodWords < 0.5 * page.goodWords; step++, level = level.parent)
    if ((level.mask & mask) !== 0) return true;
  return false;
}

/** Lines between the paragraphs that lead elsewhere, ask for something, or only tell the time. */
const insertedLines =
  (page: PageShape): Rule =>
  (block, _index, score) => {
    if (block.words > callWords) return null;
    if (isClockOrDate(block.text) && !inCell.test(block.container.tag)) return 'time-line';
    const says = furniturePatterns(block.text);
    if (says.includes('advertisement') && block.words <= labelWords && !isHeading(block)) return 'advertisement';
    if (says.includes('related') && block.linkShare >= 0.5) return 'related-line';
    // News may speak of subscribing, too: words alone do not overrule a model that is sure.
    if (score < sure && saysTwiceToSubscribe(block.text)) return 'subscribe';
    return says.includes('subscribe') && isNear(block, bit('subscribe'), page) ? 'subscribe' : null;
  };

const ownName = ({ signature }: Container): string => signature.slice(0, signature.indexOf('<'));

/** Stories that follow the one of the headline in containers of the same kind, each under a heading that leads to its own page. */
function otherStories(page: PageShape, { headlineBlock }: Declared): Rule {
  const others = new Set<Container>();
  /** What holds the headline, by its parent. */
  const own = new Map<Container, Container>();
  for (let level = page.blocks[headlineBlock]?.container; level?.parent; level = level.parent)
    own.set(level.parent, level);
  for (const block of page.blocks) {
    if (!isHeading(block) || block.linkShare < 0.95) continue;
    let level: Container = block.container;
    while (level.parent && !own.has(level.parent)) level = level.parent;
    const mine = level.parent && own.get(level.parent);
    if (mine && mine.goodWords > 0 && mine !== level && ownName(mine) === ownName(level)) others.add(level);
  }
  return (block) => (isWithin(block, others) ? 'another-story' : null);
}

/** Sections that begin with a heading such as "Latest stories", do not hold the headline, and link to stories. */
function relatedSections(page: PageShape, { headlineBlock }: Declared): Rule {
  const sections = new Set<Container>();
  if (headlineBlock >= 0)
    for (const block of page.blocks) {
      if (!isHeading(block) || block.words > headingWords || !furniturePatterns(block.text).includes('related'))
        continue;
      let section = block.container;
      for (let above = section.parent; above?.firstBlock === block.index; above = above.parent) section = above;
      if (section.firstBlock <= headlineBlock || section === block.container) continue;
      const inside = page.blocks.slice(section.firstBlock, section.lastBlock + 1);
      if (inside.filter(({ linkShare }) => linkShare > 0.95).length >= linkedStories) sections.add(section);
    }
  return (block) => (isWithin(block, sections) ? 'related-section' : null);
}

function isWithin(block: PageBlock, containers: ReadonlySet<Container>): boolean {
  if (containers.size === 0) return false;
  for (let level: Container | null = block.container; level; level = level.parent)
    if (containers.has(level)) return true;
  return false;
}

/** Takes out headings without text below them. */
function dropEmptySections(decisions: readonly Decision[]): Decision[] {
  let textFollows = false;
  return decisions
    .toReversed()
    .map((decision) => {
      if (!decision.keep) return decision;
      if (!isHeading(decision.block)) textFollows = true;
      return textFollows ? decision : { ...decision, keep: false, rule: 'heading-without-text' };
    })
    .reverse();
}

const wordsKept = (decisions: readonly Decision[]): number =>
  decisions.reduce((sum, { keep, block }) => (keep ? sum + block.words : sum), 0);

/** What needs no score, only a look at what was kept. If the rules would leave less than an article, only empty sections go. */
export function review(decisions: readonly Decision[], page: PageShape, declared: Declared): Decision[] {
  const rules = [
    openingLines(decisions),
    insertedLines(page),
    relatedSections(page, declared),
    otherStories(page, declared),
  ];
  const reviewed = decisions.map((decision, index) => {
    if (!decision.keep) return decision;
    for (const rule of rules) {
      const name = rule(decision.block, index, decision.score);
      if (name !== null) return { ...decision, keep: false, rule: name };
    }
    return decision;
  });
  const whole = dropEmptySections(decisions);
  const rest = dropEmptySections(reviewed);
  return wordsKept(rest) >= Math.min(minWords, wordsKept(whole)) ? rest : whole;
}
