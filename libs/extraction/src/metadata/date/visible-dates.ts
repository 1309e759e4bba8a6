import type { PageBlock } from '../../body/blocks/block.ts';
import { closest } from '../../body/blocks/container.ts';
import { bit } from '../../body/blocks/vocabulary.ts';
import { foldDigits } from '../../languages/letters.ts';
import { textOf } from '../../page/survey.ts';
import type { PageFacts } from '../facts.ts';
import { publishedWord, updatedWord } from './date-words.ts';
import { type DateStyle, otherReading, parseDate } from './parse-date.ts';

export interface VisibleDate {
  readonly date: string;
  /** What it means if the page writes days and months in its unusual order. */
  readonly otherReading: string | null;
  readonly source: 'visible' | 'html';
  /** Of the last change, not of publication. */
  readonly isUpdate: boolean;
  readonly evidence: readonly string[];
}

const hasYear = /(?:1[349]|20)\d{2}|\d[./]\d{2}(?!\d)|[\u0660-\u0669\u06f0-\u06f9]{4}/;
/** "Aus: Ausgabe vom 3. Mai": the printed one, which is dated a day later. */
const printEdition = /(?:ausgabe|edition|édition|edición|edição|edizione|uitgave|wydanie)(?!\p{L})/iu;
const maxBlocks = 150;
const maxTimes = 30;

/** The day below a picture is that of what it shows. */
const isCaption = ({ container, words }: PageBlock): boolean =>
  closest(container, ({ tag }) => tag === 'figure', 3) !== null ||
  (container.images > 0 && container.blocks === 1 && words > 10);

function distance(facts: PageFacts, block: PageBlock): string {
  if (isCaption(block)) return 'inCaption';
  const { index } = block;
  const { headlineBlock, firstKept, lastKept } = facts;
  const steps = index - headlineBlock;
  if (headlineBlock >= 0 && steps < 0 && steps >= -4) return 'justAbove';
  if (headlineBlock >= 0 && steps >= 0 && steps <= 2) return 'near';
  if (headlineBlock >= 0 && steps >= 0 && steps <= 8) return 'close';
  if (index <= firstKept) return index >= firstKept - 3 ? 'beforeText' : 'above';
  if (lastKept >= 0 && index > lastKept) return index <= lastKept + 4 ? 'afterText' : 'below';
  return 'inText';
}

/** Dates that a page shows: in short lines, and at the beginning of its text. Nearest to the headline first. */
export function visibleDates(facts: PageFacts, style: DateStyle): VisibleDate[] {
  const found = blocksByDistance(facts).flatMap((block) => datesOfBlock(facts, block, style));
  const first = found.findIndex(
    ({ isUpdate, evidence }) => !isUpdate && evidence.some((name) => /^visible:(?:near|close)$/.test(name)),
  );
  return found.map((date, index) =>
    index === first ? { ...date, evidence: [...date.evidence, 'visible:first'] } : date,
  );
}

function blocksByDistance({ shape, headlineBlock, firstKept, lastKept }: PageFacts): PageBlock[] {
  const anchor = headlineBlock >= 0 ? headlineBlock : Math.max(0, firstKept);
  return shape.blocks
    .filter(
      ({ words, text, index }) =>
        (words <= 40 || index === firstKept || index === lastKept) && hasYear.test(text.slice(0, 300)),
    )
    .map((block) => ({
      block,
      // What stands above the headline is further away than what follows it.
      steps: block.index >= anchor ? block.index - anchor : 3 * (anchor - block.index),
    }))
    .sort((a, b) => a.steps - b.steps)
    .slice(0, maxBlocks)
    .map(({ block }) => block);
}

function datesOfBlock(facts: PageFacts, block: PageBlock, style: DateStyle): VisibleDate[] {
  const { blocks, signatures } = facts.shape;
  const { index, container, words } = block;
  const text = foldDigits(block.text.replace(/\s+/g, ' ').slice(0, words > 40 ? 60 : 300));
  const change = updatedWord.exec(text);
  const publication = publishedWord.exec(text);
  const before = blocks[index - 1];
  const label = before && before.words <= 4 ? before.text : '';
  const where = distance(facts, block);
  const named =
    (block.inlineMask & bit('date')) !== 0 || closest(container, ({ mask }) => (mask & bit('date')) !== 0, 1) !== null;
  const shared = [
    `visible:${where}`,
    words <= 8 ? 'visible:short' : words <= 20 ? 'visible:line' : 'visible:sentence',
    ...(named ? ['visible:named'] : []),
    ...(publication || publishedWord.test(label)
      ? [printEdition.test(text) ? 'visible:edition' : 'visible:worded']
      : []),
    ...((signatures.get(container.signature)?.blocks ?? 0) > 4 ? ['visible:listed'] : []),
    ...(container.tag === 'h1' ? ['visible:inHeadline'] : []),
    ...facts.places.surroundings(container).map((name) => `visible:${name}`),
  ];
  const result: VisibleDate[] = [];
  const add = (part: string, isUpdate: boolean): void => {
    const date = parseDate(part, style);
    if (date !== null)
      result.push({ date, otherReading: otherReading(part, date), source: 'visible', isUpdate, evidence: shared });
  };
  if (change === null) add(text, updatedWord.test(label) && !publication);
  else {
    // "Updated 3 May, first published 1 May": each date belongs to the word before it.
    const published = publication && publication.index > change.index ? publication.index : text.length;
    add(text.slice(0, change.index), false);
    add(text.slice(change.index, published), true);
    add(text.slice(published), false);
  }
  return result;
}

/** Dates of `<time>` elements. */
export function timeElements(facts: PageFacts, style: DateStyle): VisibleDate[] {
  const { survey, places, headlineBlock } = facts;
  let isFirst = true;
  return survey.times.slice(0, maxTimes).flatMap((element): VisibleDate[] => {
    const text = foldDigits(textOf(element, 200));
    const date = parseDate(element.attribs['datetime'] ?? '', style) ?? parseDate(text, style);
    if (date === null) return [];
    const marks = `${element.attribs['class'] ?? ''} ${element.attribs['itemprop'] ?? ''} ${text}`.slice(0, 400);
    const container = places.containerOf(element);
    const line = facts.shape.blocks[container.firstBlock];
    const isUpdate =
      /updat|modif/i.test(marks) ||
      updatedWord.test(text) ||
      (line !== undefined &&
        container.blocks === 1 &&
        line.words <= 12 &&
        updatedWord.test(line.text) &&
        !publishedWord.test(line.text));
    const steps = container.firstBlock - headlineBlock;
    const evidence = [
      'time',
      ...(isFirst ? ['time:first'] : []),
      ...('pubdate' in element.attribs || /publish/i.test(marks) ? ['time:published'] : []),
      ...(headlineBlock >= 0 && steps >= -4 && steps <= 8 ? ['time:near'] : []),
      ...places.surroundings(container).map((name) => `time:${name}`),
    ];
    isFirst = false;
    return [{ date, otherReading: null, source: 'html', isUpdate, evidence }];
  });
}
