import type { PageFacts } from '../facts.ts';
import { type Node, strings } from '../json-ld.ts';
import { propertyValue, withProperty } from '../microdata.ts';

/** A string with a date, and what kind of statement it is: the name of the sign for it. */
export interface DateStatement {
  readonly text: string;
  readonly sign: string;
  readonly source: string;
}

const publishedTimes = ['article:published_time', 'og:published_time', 'article:published'];
const publishedName =
  /(?:^|[:._-])(?:first|original)?(?:published|(?:pub|publish|published|publication|issue|issued|release)[-_.]?(?:date|time))$/;
const otherPublished = new Set(
  'sailthru.date date dc.date dc.date.issued dcterms.date dcterms.issued dcterms.created dc.date.created citation_date article_date_original rnews:datepublished date_published date-published created article.created displaydate'.split(
    ' ',
  ),
);
const modifiedTimes =
  'article:modified_time og:updated_time article:modified datemodified lastmod last-modified dcterms.modified dc.date.modified revised article:updated_time modified_time'.split(
    ' ',
  );

/** Keys of the data that scripts of a page carry: a content system writes the time of publication there as well. */
const scriptKey =
  /["'](?:datePublished|date_published|publishedAt|published_at|publishedDate|published_date|publishDate|publish_date|publishedTime|publicationDate|publication_date|pubDate|pub_date|firstPublished|firstPublishedAt|first_published_at|datePublication|originalPublishDate|articlePublishDate|postDate)["']\s{0,4}:\s{0,4}["']?([^"',}]{8,40})/gi;
/** UTF-16 units of scripts that are looked through. */
const maxScripts = 1_000_000;

const escapedMarks = /\\(?=["'])/g;

function firstInScripts(scripts: readonly string[]): string | null {
  let room = maxScripts;
  for (const script of scripts) {
    if (room <= 0) break;
    const text = script.slice(0, room);
    room -= text.length;
    scriptKey.lastIndex = 0;
    const plain = text.includes('\\"') ? text.replace(escapedMarks, '') : text;
    const found = scriptKey.exec(plain)?.[1];
    if (found !== undefined) return found;
  }
  return null;
}

const dayInPath = /(?<!\d)((?:19|20)\d{2})[/-](\d{1,2})[/-](\d{1,2})(?!\d)|[/-]((?:19|20)\d{2})(\d{2})(\d{2})(?!\d)/;

const wordedDayInPath = /\/((?:19|20)\d{2})\/(\p{L}{3,10})\/(\d{1,2})\//u;

function dayOfAddress(url: string): string | null {
  const path = URL.parse(url)?.pathname.slice(0, 400) ?? '';
  const worded = wordedDayInPath.exec(path);
  if (worded) return `${worded[3] ?? ''} ${worded[2] ?? ''} ${worded[1] ?? ''}`;
  const found = dayInPath.exec(path);
  if (!found) return null;
  const [, year, month, day, year2, month2, day2] = found;
  return `${year ?? year2 ?? ''}-${month ?? month2 ?? ''}-${day ?? day2 ?? ''}`;
}

/** What a page declares as its day of publication, best first. */
export function declaredPublication(facts: PageFacts): DateStatement[] {
  const { jsonLd, survey } = facts;
  const found: DateStatement[] = [];
  const add = (text: string | null | undefined, sign: string, source: string): void => {
    if (text) found.push({ text, sign, source });
  };
  const firstOf = (node: Node | null | undefined, ...names: readonly string[]): string | undefined =>
    names.flatMap((name) => strings(node?.[name], jsonLd.resolve))[0];
  add(firstOf(jsonLd.main, 'datePublished'), 'ld.published', 'json-ld');
  add(firstOf(jsonLd.main, 'dateCreated', 'uploadDate'), 'ld.created', 'json-ld');
  for (const name of publishedTimes) add(survey.meta.get(name)?.[0], 'og.published', 'open-graph');
  // An itemprop of a `<meta>`.
  add(survey.meta.get('datepublished')?.[0], 'microdata.published', 'microdata');
  for (const [name, [content]] of survey.meta)
    if (otherPublished.has(name) || (publishedName.test(name) && !publishedTimes.includes(name)))
      add(content, 'meta.published', 'meta');
  for (const element of withProperty(facts, 'datePublished').slice(0, 2))
    add(propertyValue(element), 'microdata.published', 'microdata');
  add(dayOfAddress(facts.url), 'url', 'url');
  const other = jsonLd.nodes.find((node) => node !== jsonLd.main && typeof node['datePublished'] === 'string');
  add(firstOf(other, 'datePublished'), jsonLd.main ? 'ld.other' : 'ld.only', 'json-ld');
  add(firstInScripts(survey.scripts), 'script', 'script');
  return found;
}

/** What a page declares as the day of its last change, best first. */
export function declaredChange(facts: PageFacts): DateStatement[] {
  const { jsonLd, survey } = facts;
  const statements = [
    { text: strings(jsonLd.main?.['dateModified'], jsonLd.resolve)[0], source: 'json-ld' },
    ...modifiedTimes.map((name) => ({ text: survey.meta.get(name)?.[0], source: 'open-graph' })),
    ...withProperty(facts, 'dateModified')
      .slice(0, 1)
      .map((element) => ({ text: propertyValue(element), source: 'microdata' })),
  ];
  return statements.flatMap(({ text, source }) => (text ? [{ text, source, sign: 'modified' }] : []));
}
