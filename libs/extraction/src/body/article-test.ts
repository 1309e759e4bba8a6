import type { Warning } from '@newsflow/contracts';
import { countRuns, letter, number } from '../languages/characters.ts';
import type { Body } from './assemble.ts';
import { charactersPerWord, countUnspaced } from './blocks/measure.ts';
import { linkDensity, type PageShape } from './blocks/page-shape.ts';

/** Evidence that a page is an article although little text was found. */
export interface ArticleSigns {
  /** JSON-LD type of the main node, lower case; null without one. */
  readonly type: string | null;
  /** `og:type`, lower case. */
  readonly openGraphType: string | null;
  readonly title: string | null;
  readonly hasDate: boolean;
  /** Of the address that the page gives as its own, else of that which it was fetched from. */
  readonly path: string;
}

/** Less is no article, unless it is the teaser of one. */
export const minWords = 25;
/** A page that calls itself a news article may show no more than its first sentence. */
const minTeaserWords = 10;
/** Share of the words in links from which a page leads elsewhere. */
const linked = 0.3;
const errorTitle =
  /^(?:(?:error )?(?:404|403|410|500|502|503)\b|page not found|not found|access denied|forbidden|seite nicht gefunden|page introuvable|página no encontrada|pagina non trovata|just a moment|attention required|are you a robot|robot or human)/i;
const servicePath =
  /^\/(?:[a-z]{2}\/)?(?:contact(?:-us)?|kontakt|impressum|imprint|about(?:-us)?|privacy(?:-policy)?|datenschutz|terms(?:-of-(?:use|service))?|agb|cookies?(?:-policy)?|login|register|subscribe|search|sitemap)\/?$/i;

const wordsOf = (text: string): number => countRuns(text, letter | number);

const size = (text: string, words = wordsOf(text)): number =>
  Math.max(words, text.length / 6, countUnspaced(text) / charactersPerWord);

const sentenceEnd = /[.!?…؟।](?:["'”’»)\]]*(?:\s|$))|[。！？]/u;
/** A page with more text than that may be a list. */
const smallPage = 100;

/** Words of blocks that end sentences: heads of tables, addresses and telephone numbers do not. */
const runningWords = ({ text, blocks }: Body): number =>
  blocks
    .filter(({ kind }) => kind !== 'table' && kind !== 'caption' && kind !== 'subheading')
    .map(({ start, end }) => text.slice(start, end))
    .reduce((sum, block) => (sentenceEnd.test(block) ? sum + size(block) : sum), 0);

/** Why a page is no article, as a warning; null if it is one. */
export function whyNoArticle(body: Body, page: PageShape, signs: ArticleSigns): Warning | null {
  if (page.words === 0) return { code: 'EMPTY_PAGE', message: 'the page shows no text' };
  const declared = /article|posting|report/.test(signs.type ?? '') || signs.openGraphType === 'article';
  const words = wordsOf(body.text);
  const found = size(body.text, words);
  if (errorTitle.test(signs.title?.trim() ?? '') && found < 150)
    return { code: 'ERROR_PAGE', message: `titled ${JSON.stringify(signs.title)}` };
  if (servicePath.test(signs.path) && !declared)
    return { code: 'SERVICE_PAGE', message: `the address ${signs.path} is one of a service page` };
  const paragraphs = body.blocks.filter(({ kind }) => kind === 'lead' || kind === 'paragraph');
  const averageWords = words / Math.max(1, body.blocks.length);
  if (
    !declared &&
    !signs.hasDate &&
    linkDensity(page.root) > 0.6 &&
    found < 0.25 * page.words &&
    paragraphs.length < 4
  ) {
    return { code: 'INDEX_PAGE', message: 'mostly links: a section front or list' };
  }
  if (!declared && signs.path === '/' && averageWords < 30 && linkDensity(page.root) > linked)
    return { code: 'INDEX_PAGE', message: 'the front page of a site' };
  const isRunning = declared || found >= smallPage || runningWords(body) >= minWords;
  const isTeaser = (): boolean => /article|posting/.test(signs.type ?? '') && runningWords(body) >= minTeaserWords;
  if ((found < minWords || !isRunning) && !isTeaser())
    return { code: 'NO_ARTICLE_TEXT', message: 'no running text was found' };
  return null;
}
