export interface Versioned {
  readonly version: number;
  readonly parserVersion?: number;
}

/**
 * Orders two readings of a page: a newer fetch wins whatever its parser; within one fetch the newer parser wins.
 * Negative if `a` is older, 0 if equal, positive if newer.
 */
export const compareVersions = (a: Versioned, b: Versioned): number =>
  a.version - b.version || (a.parserVersion ?? 0) - (b.parserVersion ?? 0);
