/** Where the pages of a source are found. */
export type StartKind = 'feed' | 'sitemap' | 'page';

export interface Start {
  readonly kind: StartKind;
  readonly url: string;
}

/** One news site as an operator describes it. */
export interface Source {
  readonly id: string;
  readonly name: string;
  /** Pause between two fetches of the same feed or sitemap. */
  readonly everyMs: number;
  /** Pause between two requests to its hosts; null: the service's default. */
  readonly delayMs: number | null;
  readonly start: readonly Start[];
}

/** The sources file cannot be used. */
export class InvalidSourcesError extends Error {
  readonly code = 'INVALID_SOURCES';
  /** @param problems one line each, with the file's line and the field */
  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
    this.name = 'InvalidSourcesError';
  }
}
