import type { PageBlock } from '../blocks/block.ts';
import { countMatches } from '../blocks/count.ts';
import { furniturePatterns, patternNames } from '../blocks/furniture.ts';
import { type FeatureGroup, share } from './group.ts';
import type { Row } from './row.ts';

/** Running text first, furniture last, so that one threshold tells them apart. */
const tagOrder =
  'p blockquote pre div section article main td dd li dt h2 h3 h4 h5 h6 h1 figcaption caption th summary details center header address aside footer label legend button nav';
const tagCodes = new Map(tagOrder.split(' ').map((tag, index) => [tag, index]));

const endings = ['.!?…。！？؟', ':;,،', '"\'”’»)]'];
const beginnings = [/^\p{Lu}/u, /^\p{Ll}/u, /^["'“”„«»‘’‚–—-]/u, /^\p{N}/u];

function own(block: PageBlock, row: Row): void {
  const { text, words, container } = block;
  const head = text.slice(0, 400);
  const matched = furniturePatterns(text);
  row.put(tagCodes.get(container.tag) ?? tagCodes.size);
  row.put(words);
  row.put(text.length);
  row.put(share(text.length, words));
  row.put(block.linkShare);
  row.put(block.links);
  row.put(block.boldShare);
  row.put(block.italicShare);
  row.put(share(block.commas, words));
  row.put(block.sentenceEnds);
  row.put(share(words, block.sentenceEnds));
  row.put(share(block.stopWords, words));
  row.put(block.stopWords);
  row.put(share(block.capitalised, words));
  row.put(share(block.numbers, words));
  row.put(endings.findIndex((ends) => ends.includes(text.at(-1) ?? ' ')));
  row.put(beginnings.findIndex((pattern) => pattern.test(text)));
  row.put(!/[a-z]/.test(text) && text === text.toUpperCase() && text !== text.toLowerCase() ? 1 : 0);
  row.put(countMatches(head, /[“”„«»"]/g));
  row.put(countMatches(head, /[?？؟]/g));
  row.put(countMatches(head, /[!！]/g));
  row.put(countMatches(head, /[|•·›»→]/g));
  row.put(countMatches(text, /\n/g));
  row.put(block.good ? 1 : 0);
  for (const name of patternNames) row.put(matched.includes(name) ? 1 : 0);
}

/** What the text itself looks like. */
export const ownText: FeatureGroup = {
  names: [
    'tag',
    'words',
    'characters',
    'charactersPerWord',
    'linkShare',
    'links',
    'boldShare',
    'italicShare',
    'commasPerWord',
    'sentenceEnds',
    'wordsPerSentence',
    'stopWordShare',
    'stopWords',
    'capitalisedShare',
    'numberShare',
    'ending',
    'beginning',
    'allCapitals',
    'quotationMarks',
    'questions',
    'exclamations',
    'separators',
    'lineBreaks',
    'runningText',
    ...patternNames.map((name) => `says:${name}`),
  ],
  of: () => ({ read: own }),
};
