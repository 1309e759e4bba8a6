import { decodeHTML } from 'entities';
import { cleanText } from '../page/survey.ts';

/** A string of JSON-LD or `<meta>` as a reader would see it: entities decoded up to three times, tags removed, white space collapsed. */
export function plainText(value: string): string {
  let text = value.slice(0, 20_000);
  for (let turn = 0; turn < 3 && text.includes('&'); turn++) {
    const decoded = decodeHTML(text);
    if (decoded === text) break;
    text = decoded;
  }
  // Half of a surrogate pair cannot be written as UTF-8.
  return cleanText(text.toWellFormed().replace(/<\/?[a-z][^<>]{0,500}>/gi, ' '));
}
