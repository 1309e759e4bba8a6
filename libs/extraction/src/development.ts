// What training and benchmarks need beside the public functions.
export { cutPage, type CutPage } from './body/blocks/cut.ts';
export { shapeOf } from './body/blocks/page-shape.ts';
export { BoostedTrees, type TreesData } from './body/boosted-trees.ts';
export { declaredBy } from './body/declared.ts';
export { contextNames, contextOf } from './body/features/context.ts';
export { featureNames, featuresOf } from './body/features/features.ts';
export { plainFurniture, scoresOf } from './body/select.ts';
export { findMarketRows } from './market/find-market-rows.ts';
export { readJsonLd } from './metadata/json-ld.ts';
export { type Models, type ModelsData, modelsOf, shippedModels } from './models.ts';
export { decodePage } from './page/decode.ts';
export { survey } from './page/survey.ts';
export { parseTree } from './page/tree.ts';
export { type ParsedPage, parsePage } from './parse-page.ts';
