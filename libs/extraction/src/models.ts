import { weights } from './body/weights.ts';

/** What is learned from labelled pages (`training/`). Cross-validation passes models that never saw the site of the page. */
export interface Models {
  readonly body: Readonly<Record<string, number>>;
}

export const shippedModels: Models = { body: weights };
