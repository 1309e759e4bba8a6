import { BoostedTrees, type TreesData } from './body/boosted-trees.ts';
import bodyModel from './body/model.json' with { type: 'json' };
import type { BodyModel } from './body/select.ts';
import type { MetadataWeights } from './metadata/metadata-weights.ts';
import metadataWeights from './metadata/weights.json' with { type: 'json' };

/** What is learned from labelled pages (`training/`). Cross-validation passes models that never saw the site of the page. */
export interface Models {
  /** Tells the blocks of an article from the furniture of its page. */
  readonly body: BodyModel;
  /** Rank what a page states as its headline, authors and day. */
  readonly metadata: MetadataWeights;
}

/** Models as training writes them to files. */
export interface ModelsData {
  readonly body: { readonly alone: TreesData; readonly together: TreesData };
  readonly metadata: MetadataWeights;
}

export const modelsOf = ({ body, metadata }: ModelsData): Models => ({
  body: { alone: new BoostedTrees(body.alone), together: new BoostedTrees(body.together) },
  metadata,
});

export const shippedModels: Models = modelsOf({ body: bodyModel, metadata: metadataWeights });
