import { weights } from './body/weights.ts';
import type { MetadataWeights } from './metadata/metadata-weights.ts';
import { metadataWeights } from './metadata/weights.ts';

/** What is learned from labelled pages (`training/`). Cross-validation passes models that never saw the site of the page. */
export interface Models {
  readonly body: Readonly<Record<string, number>>;
  readonly metadata: MetadataWeights;
}

export const shippedModels: Models = { body: weights, metadata: metadataWeights };
