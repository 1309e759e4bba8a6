/** Tokens `from` to `to` (exclusive) of a sentence; `core` ends before the first apposition. */
export interface Phrase {
  readonly from: number;
  readonly to: number;
  readonly core: number;
}

/** No noun phrase is looked for beyond so many tokens. */
export const longestPhrase = 40;
