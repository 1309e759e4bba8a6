import type { AuthorWeights } from './author/find-authors.ts';
import type { Weights } from './ranking/rank.ts';

/** What is learned of headline, author and date from labelled pages: log-odds that each name of evidence adds (`training/metadata.mjs`). */
export interface MetadataWeights {
  readonly headline: Weights;
  readonly author: AuthorWeights;
  readonly date: Weights;
}
