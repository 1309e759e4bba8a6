// What training and benchmarks need beside the public functions.
export { findQuotations } from './quotations/find-quotations.ts';
export { type Models, shippedModels } from './models.ts';
export { type ParsedPage, parsePage } from './parse-page.ts';
