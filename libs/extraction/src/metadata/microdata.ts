import type { Element } from 'domhandler';
import { textOf } from '../page/survey.ts';
import type { PageFacts } from './facts.ts';

/** Value of a microdata property: `content` or `datetime`, else the text. */
export const propertyValue = (element: Element): string =>
  element.attribs['content']?.trim() || element.attribs['datetime']?.trim() || textOf(element, 400);

/** Elements with this itemprop, in order. */
export const withProperty = (facts: PageFacts, name: string): Element[] =>
  facts.survey.microdata.filter(({ attribs }) => attribs['itemprop']?.split(/\s+/).includes(name));
