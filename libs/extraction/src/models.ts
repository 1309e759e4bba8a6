import { BoostedTrees, type TreesData } from './body/boosted-trees.ts';
import bodyModel from './body/model.json' with { type: 'json' };
import type { BodyModel } from './body/select.ts';

/** What is learned from labelled pages (`training/`). Cross-validation passes models that never saw the site of the page. */
export interface Models {
  /** Tells the blocks of an article from the furniture of its page. */
  readonly body: BodyModel;
}

/** Models as they are written to files. */
export interface ModelsData {
  readonly body: { readonly alone: TreesData; readonly together: TreesData };
}

export const modelsOf = ({ body }: ModelsData): Models => ({
  body: { alone: new BoostedTrees(body.alone), together: new BoostedTrees(body.together) },
});

export const shippedModels: Models = modelsOf({ body: bodyModel });
