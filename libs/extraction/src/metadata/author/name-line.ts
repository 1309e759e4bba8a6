import type { PageBlock } from '../../body/blocks/block.ts';
import type { PageFacts } from '../facts.ts';
import { isAgency } from './agencies.ts';
import { isFullName, looksLikeName, namesIn } from './person-names.ts';
import type { AuthorLine } from './visible-authors.ts';

const dateInText =
  /(?:\d{1,2}[.:/-]){1,2}\d{2,4}(?: \d{1,2}:\d{2})?|\p{L}{3,10}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}|\d{1,2}\.? \p{L}{3,10}\.? \d{4}|\d+ min(?:ute)?s? read/gu;
const hasDate = (block: PageBlock | undefined): boolean =>
  block !== undefined && block.words <= 12 && /\b(?:19|20)\d{2}\b|\bmin(?:ute)?s? read\b|\bago\b/.test(block.text);
const wordsIn = (name: string): number => name.split(' ').length;

/** A line that is a bare name, perhaps with a date: it says something only close to the headline or to the end of the text. */
export function nameLine(
  { headlineBlock, firstKept, lastKept, shape }: PageFacts,
  block: PageBlock,
  text: string,
): AuthorLine | null {
  if (block.words > 10) return null;
  const { index } = block;
  const rest = text.replace(dateInText, ' | ').replace(/^[\s|•·,–—-]+/, '');
  const [name] = namesIn(rest);
  if (name === undefined || wordsIn(name) > 3 || /\p{Ll}{2}\p{Lu}/u.test(name)) return null;
  const whole = text.length - name.length <= 2;
  const near = rest !== text || [index - 1, index + 1, index + 2].some((other) => hasDate(shape.blocks[other]));
  const close = index > headlineBlock && index <= headlineBlock + 3;
  const signs = [
    ...(near ? ['line:besideDate'] : []),
    ...(whole ? ['line:wholeName'] : []),
    ...(block.linkShare > 0.8 ? ['line:linked'] : []),
  ];
  if (!isFullName(name))
    return (near || isAgency(name)) && close && looksLikeName(name)
      ? { names: [name], kind: 'name-line', signs: [...signs, 'line:shortName'] }
      : null;
  if (lastKept >= 0 && index > lastKept - 2 && index <= lastKept + 2) {
    const set = block.boldShare > 0.8 || block.italicShare > 0.8;
    return block.words <= 4 ? { names: [name], kind: 'last-line', signs: set ? ['line:setOff'] : [] } : null;
  }
  return index >= Math.max(firstKept, headlineBlock + 4) ? null : { names: [name], kind: 'name-line', signs };
}
