// How many articles a second of CPU time the finding of quotations takes, alone, given what the extraction knows of each article.
//   quotations-alone.mjs MANIFEST
import { readFileSync } from 'node:fs';
import { pageId } from '@newsflow/contracts';
import { findQuotations, parsePage } from '@newsflow/extraction/development';

const pages = readFileSync(process.argv[2], 'utf8')
  .split('\n')
  .filter(Boolean)
  .map((line) => JSON.parse(line));
const sources = pages.flatMap(({ path }) => {
  const url = 'http://page.invalid/';
  const input = {
    bytes: readFileSync(path),
    contentType: 'text/plain',
    url,
    pageId: pageId(url),
    version: 1,
    rights: { robots: [] },
  };
  const { article } = parsePage(input);
  if (article === null) return [];
  const {
    id: articleId,
    articleBody: text,
    blocks: paragraphs,
    inLanguage: language = null,
    version,
    parserVersion,
  } = article;
  return [{ text, paragraphs, language, articleId, version, parserVersion }];
});
for (const source of sources.slice(0, 60)) findQuotations(source);
const begun = process.cpuUsage();
for (const source of sources) findQuotations(source);
const { user, system } = process.cpuUsage(begun);
console.log(JSON.stringify({ articlesPerCpuSecond: sources.length / ((user + system) / 1e6) }));
