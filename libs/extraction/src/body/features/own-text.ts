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
  row.putAll(
    tagCodes.get(container.tag) ?? tagCodes.size,
    words,
    text.length,
    share(text.length, words),
    block.linkShare,
    block.links,
    block.boldShare,
    block.italicShare,
    share(block.commas, words),
    block.sentenceEnds,
    share(words, block.sentenceEnds),
    share(block.stopWords, words),
    block.stopWords,
    share(block.capitalised, words),
    share(block.numbers, words),
    endings.findIndex((ends) => ends.includes(text.at(-1) ?? ' ')),
    beginnings.findIndex((pattern) => pattern.test(text)),
    !/[a-z]/.test(text) && text === text.toUpperCase() && text !== text.toLowerCase() ? 1 : 0,
    countMatches(head, /[“”„«»"]/g),
    countMatches(head, /[?？؟]/g),
    countMatches(head, /[!！]/g),
    countMatches(head, /[|•·›»→]/g),
    countMatches(text, /\n/g),
    block.good ? 1 : 0,
  );
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
