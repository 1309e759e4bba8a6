// What training and benchmarks need beside the public functions.
export { findQuotations } from './quotations/find-quotations.ts';
export { type Models, shippedModels } from './models.ts';
export { type ParsedPage, parsePage } from './parse-page.ts';
export { authorCandidates } from './metadata/author/author-candidates.ts';
export { givenEvidence } from './metadata/author/author-signs.ts';
export { dateCandidates } from './metadata/date/date-candidates.ts';
export { headlineCandidates } from './metadata/headline/headline-candidates.ts';
export { rank, scoreOf } from './metadata/ranking/rank.ts';
export { readPage } from './read-page.ts';
