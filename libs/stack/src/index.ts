export { startFolderSite } from './site/folder-site.ts';
export { startSampleSite } from './site/sample-site.ts';
export type { ArticleExpectation, MarketQuoteExpectation, PageExpectation, Site } from './site/site.ts';
