export { explain, type ExplainedBlock, type Explanation } from './explain.ts';
export { extract } from './extract.ts';
export { type ExtractedArticle, type Extraction, type PageInput, parserVersion } from './extraction.ts';
export { type MarketIssue, marketIssues } from './market/issues.ts';
export { type ParsedPage, parsePage } from './parse-page.ts';
