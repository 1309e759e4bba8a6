import type { Element } from 'domhandler';
import type { Warning } from '@newsflow/contracts';
import { whyNoArticle } from './body/article-test.ts';
import { assemble } from './body/assemble.ts';
import { cutPage } from './body/blocks/cut.ts';
import { declaredBy } from './body/declared.ts';
import { shapeOf } from './body/blocks/page-shape.ts';
import { selectBlocks, strongestObjection } from './body/select.ts';
import { type PageInput, parserVersion } from './extraction.ts';
import { metaOf, pageFacts } from './metadata/facts.ts';
import { findFields } from './metadata/fields.ts';
import { readJsonLd } from './metadata/json-ld.ts';
import { rightsOf } from './metadata/rights.ts';
import { survey } from './page/survey.ts';
import { parseTree } from './page/tree.ts';
import { findMarketRows } from './market/find-market-rows.ts';
import { marketWarnings } from './market/limits.ts';
import type { Models } from './models.ts';
import type { ReadPage } from './read-page.ts';

const dayMs = 86_400_000;
/** Versions are milliseconds of the fetch; smaller numbers are ranks and tell no time. */
const firstTime = Date.UTC(2000, 0, 1);

/** No page is published after its fetch; one day is allowed for time zones. */
const latestDay = (version: number): string | null =>
  version < firstTime ? null : new Date(version + dayMs).toISOString().slice(0, 10);

/** Tree, blocks, selection and fields of an HTML page. */
export function readHtml(html: string, input: PageInput, models: Models): ReadPage {
  const { document, warnings: treeWarnings } = parseTree(html);
  const warnings: Warning[] = [...treeWarnings];
  const about = survey(document);
  const rights = rightsOf(input.rights, about);
  const market = findMarketRows({ kind: 'html', document, language: about.lang }, { ...input, parserVersion });
  warnings.push(...marketWarnings(market));
  const tickers = new Set<Element>(market.flatMap((row) => (row.standalone ? (row.elements ?? []) : [])));
  const shape = shapeOf(cutPage(document, tickers));
  const jsonLd = readJsonLd(about.jsonLd, input.url);
  const declared = declaredBy(about, shape, jsonLd);
  const decisions = selectBlocks(shape, declared, models.body);
  const body = assemble(decisions);
  if (jsonLd.broken > 0)
    warnings.push({
      code: 'JSON_LD_BROKEN',
      message: `${jsonLd.broken} of ${about.jsonLd.length} scripts could not be read`,
    });
  if (jsonLd.tooLong > 0)
    warnings.push({
      code: 'JSON_LD_TOO_LONG',
      message: `${jsonLd.tooLong} of ${about.jsonLd.length} scripts were left out`,
    });
  const kept = decisions.filter(({ keep }) => keep);
  const facts = pageFacts({
    url: input.url,
    survey: about,
    jsonLd,
    shape,
    headlineBlock: declared.headlineBlock,
    firstKept: kept[0]?.block.index ?? -1,
    lastKept: kept.at(-1)?.block.index ?? -1,
  });
  const found = findFields(facts, body.text, latestDay(input.version), models.metadata);
  const refusal = whyNoArticle(body, shape, {
    type: jsonLd.type,
    openGraphType: metaOf(facts, 'og:type')?.toLowerCase() ?? null,
    title: about.title,
    hasDate: found.fields.datePublished !== undefined,
    path: URL.parse(found.fields.canonicalUrl ?? input.url)?.pathname ?? '/',
  });
  const objection = strongestObjection(shape, declared, models.body);
  const page = { rights, market, text: null, decisions, objection, facts };
  if (refusal) return { ...page, article: null, warnings: [...warnings, refusal] };
  return { ...page, article: { body, ...found }, warnings };
}
