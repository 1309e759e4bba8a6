import type { PageBlock } from '../body/blocks/block.ts';
import { languages } from '../languages/languages.ts';
import { textOf } from '../page/survey.ts';
import { type DateStyle, parseDate } from './dates.ts';
import { metaOf, type PageFacts, type Sourced } from './facts.ts';
import { strings } from './json-ld.ts';
import { propertyValue, withProperty } from './microdata.ts';

const wordPattern = (words: readonly string[]): RegExp =>
  new RegExp(
    `(?<!\\p{L})(?:${words.map((word) => word.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')).join('|')})(?!\\p{L})`,
    'iu',
  );
const publishedWord = wordPattern(
  languages.flatMap(({ publishedWords }) => publishedWords.filter((word) => word.length > 3)),
);
const updatedWord = wordPattern(languages.flatMap(({ updatedWords }) => updatedWords));

interface Candidate {
  readonly date: string;
  readonly source: string;
  readonly weight: number;
}

export interface Dates {
  readonly published: Sourced<string> | null;
  readonly modified: Sourced<string> | null;
}

const dayOf = (date: string): string => date.slice(0, 10);
const monthFirstHosts = /\.(?:uk|au|nz|ie|in|za|ng|ke|my|sg|pk)$/;

/** Whether 4/5/2024 means April 5 here. */
function dateStyle(facts: Pick<PageFacts, 'url' | 'survey'>): DateStyle {
  const lang = facts.survey.lang ?? 'en';
  const host = URL.parse(facts.url)?.hostname ?? '';
  return { monthFirst: /^en(?!-(?:gb|au|nz|ie|in|za))/i.test(lang) && !monthFirstHosts.test(host) };
}

const metaPublished = [
  'article:published_time',
  'og:published_time',
  'article:published',
  'parsely-pub-date',
  'sailthru.date',
  'date',
  'dc.date',
  'dc.date.issued',
  'dcterms.date',
  'dcterms.created',
  'dc.date.created',
  'pubdate',
  'publishdate',
  'publish-date',
  'publish_date',
  'citation_publication_date',
  'citation_date',
  'datepublished',
  'cxenseparse:recs:publishtime',
  'article_date_original',
  'originalpublicationdate',
  'last-published',
  'bt:pubdate',
  'published_time',
  'article.published',
  'rnews:datepublished',
  'release_date',
  'prism.publicationdate',
  'created',
  'vr:published_time',
];
const metaModified = [
  'article:modified_time',
  'og:updated_time',
  'article:modified',
  'datemodified',
  'lastmod',
  'last-modified',
  'dcterms.modified',
  'dc.date.modified',
  'revised',
  'article:updated_time',
  'modified_time',
];

function declaredDates(facts: PageFacts, style: DateStyle): Candidate[] {
  const found: Candidate[] = [];
  const add = (text: string | undefined | null, source: string, weight: number): void => {
    const date = text ? parseDate(text, style) : null;
    if (date !== null) found.push({ date, source, weight });
  };
  const { jsonLd, survey } = facts;
  const main = jsonLd.main;
  add(
    strings(main?.['datePublished'] ?? main?.['dateCreated'] ?? main?.['uploadDate'], jsonLd.resolve)[0],
    'json-ld',
    2.4,
  );
  if (main === null) {
    const other = jsonLd.nodes.find((node) => typeof node['datePublished'] === 'string');
    add(strings(other?.['datePublished'], jsonLd.resolve)[0], 'json-ld', 1.6);
  }
  for (const [index, name] of metaPublished.entries()) {
    const [content] = survey.meta.get(name) ?? [];
    if (content !== undefined) add(content, index < 2 ? 'open-graph' : 'meta', index < 2 ? 2.3 : 1.6);
  }
  for (const element of withProperty(facts, 'datePublished').slice(0, 2)) add(propertyValue(element), 'microdata', 2);
  const address =
    /(?<!\d)((?:19|20)\d{2})[/-](\d{1,2})[/-](\d{1,2})(?!\d)|[/-]((?:19|20)\d{2})(\d{2})(\d{2})(?!\d)/.exec(
      URL.parse(facts.url)?.pathname ?? '',
    );
  if (address) {
    const [, year, month, date, year2, month2, date2] = address;
    add(`${year ?? year2 ?? ''}-${month ?? month2 ?? ''}-${date ?? date2 ?? ''}`, 'url', 1.9);
  }
  return found;
}

/** `<time>` elements and dates in short blocks near the headline. */
function visibleDates(facts: PageFacts, style: DateStyle): { published: Candidate[]; updated: Candidate[] } {
  const published: Candidate[] = [];
  const updated: Candidate[] = [];
  const { blocks } = facts.shape;
  const from = facts.headlineBlock >= 0 ? facts.headlineBlock - 4 : 0;
  const to = Math.max(facts.headlineBlock + 8, facts.firstKept + 2);
  let first = true;
  for (let index = Math.max(0, from); index <= to && index < blocks.length; index++) {
    const block = blocks[index];
    if (!block || block.words > 40) continue;
    const text = block.text.replace(/\s+/g, ' ');
    const splitAt = updatedWord.exec(text)?.index ?? text.length;
    const date = parseDate(text.slice(0, splitAt), style);
    const change = splitAt < text.length ? parseDate(text.slice(splitAt), style) : null;
    if (change !== null) updated.push({ date: change, source: 'visible', weight: 1 });
    if (date === null) continue;
    const previousUpdated = updatedWord.test(blocks[index - 1]?.text ?? '') && (blocks[index - 1]?.words ?? 99) <= 4;
    if (previousUpdated) updated.push({ date, source: 'visible', weight: 1 });
    else {
      const worded = publishedWord.test(text) || publishedWord.test(blocks[index - 1]?.text ?? '');
      published.push({
        date,
        source: 'visible',
        weight:
          (first ? 1.4 : 0.6) +
          (worded ? 1.2 : 0) +
          (index >= facts.headlineBlock && index <= facts.headlineBlock + 5 ? 0.4 : 0),
      });
      first = false;
    }
  }
  if (published.length === 0) published.push(...lateDates(facts, style));
  const [time] = facts.survey.times;
  for (const element of facts.survey.times.slice(0, 12)) {
    const text = textOf(element, 200);
    const date = parseDate(element.attribs['datetime'] ?? '', style) ?? parseDate(text, style);
    if (date === null) continue;
    const marks = `${element.attribs['class'] ?? ''} ${element.attribs['itemprop'] ?? ''} ${text}`;
    if (/updat|modif/i.test(marks) || updatedWord.test(text)) updated.push({ date, source: 'html', weight: 1.2 });
    else if (element === time || 'pubdate' in element.attribs)
      published.push({ date, source: 'html', weight: 'pubdate' in element.attribs ? 2 : 1.4 });
  }
  return { published, updated };
}

/** Where nothing stands near the headline: a date opening the text, a short line right behind it, else the first short line with a date. */
function lateDates(facts: PageFacts, style: DateStyle): Candidate[] {
  const { blocks } = facts.shape;
  const candidate = (date: string | null): Candidate[] =>
    date === null ? [] : [{ date, source: 'visible', weight: 0.5 }];
  const opening = candidate(parseDate((blocks[facts.firstKept]?.text ?? '').slice(0, 60), style));
  if (opening.length > 0) return opening;
  const isShort = (block: PageBlock): boolean =>
    block.words <= 14 && block.linkShare < 0.5 && !updatedWord.test(block.text);
  const behind = blocks.slice(facts.lastKept + 1, facts.lastKept + 5).filter(isShort);
  const anywhere = blocks.filter(
    (block) =>
      isShort(block) && block.words <= 6 && (facts.shape.signatures.get(block.container.signature)?.blocks ?? 0) <= 2,
  );
  return [...behind, ...anywhere].flatMap((block) => candidate(parseDate(block.text, style))).slice(0, 1);
}

/** The day that most signs point to, in the most exact form in which it was found. */
export function findDates(facts: PageFacts, latestDay: string | null): Dates {
  const style = dateStyle(facts);
  const allowed = ({ date }: Candidate): boolean => latestDay === null || dayOf(date) <= latestDay;
  const visible = visibleDates(facts, style);
  const candidates = [...declaredDates(facts, style), ...visible.published].filter(allowed);
  const declaredModified = metaOf(facts, ...metaModified);
  const main = facts.jsonLd.main;
  const modified: Candidate[] = [];
  const addModified = (text: string | null | undefined, source: string): void => {
    const date = text ? parseDate(text, style) : null;
    if (date !== null) modified.push({ date, source, weight: 1 });
  };
  addModified(strings(main?.['dateModified'], facts.jsonLd.resolve)[0], 'json-ld');
  addModified(declaredModified, 'open-graph');
  for (const element of withProperty(facts, 'dateModified').slice(0, 1))
    addModified(propertyValue(element), 'microdata');
  modified.push(...visible.updated);

  const days = new Map<string, number>();
  for (const { date, weight } of candidates) days.set(dayOf(date), (days.get(dayOf(date)) ?? 0) + weight);
  const best = [...days].sort((a, b) => b[1] - a[1])[0]?.[0];
  const published =
    candidates
      .filter(({ date }) => dayOf(date) === best)
      // The most exact form; among equals the first, which is the best source.
      .sort(
        (a, b) =>
          Number(/[Z+]|-\d\d:\d\d$/.test(b.date.slice(10))) - Number(/[Z+]|-\d\d:\d\d$/.test(a.date.slice(10))) ||
          b.date.length - a.date.length,
      )[0] ?? null;
  const change =
    modified.filter(allowed).find(({ date }) => published === null || dayOf(date) >= dayOf(published.date)) ?? null;
  const sourced = (candidate: Candidate | null): Sourced<string> | null =>
    candidate && { value: candidate.date, source: candidate.source };
  return { published: sourced(published), modified: sourced(change) };
}
