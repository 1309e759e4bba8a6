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

/** Told of one file, since a wrong one can have endless problems. */
const maxProblems = 20;

/** The sources file cannot be used. */
export class InvalidSourcesError extends Error {
  readonly code = 'INVALID_SOURCES';
  /** One line each, with the file's line and the field; the first few. */
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    const more = problems.length - maxProblems;
    const told = more > 0 ? [...problems.slice(0, maxProblems), `and ${more} further problems`] : problems;
    super(told.join('\n'));
    this.name = 'InvalidSourcesError';
    this.problems = told;
  }
}
