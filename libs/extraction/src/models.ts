import { BoostedTrees } from './body/boosted-trees.ts';
import bodyModel from './body/model.json' with { type: 'json' };

/** What is learned from labelled pages (`training/`). Cross-validation passes models that never saw the site of the page. */
export interface Models {
  /** Tells the blocks of an article from the furniture of its page. */
  readonly body: BoostedTrees;
}

export const shippedModels: Models = { body: new BoostedTrees(bodyModel) };
