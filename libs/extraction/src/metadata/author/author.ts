export interface Author {
  readonly name: string;
  readonly url?: string;
}

/** A list of authors as one place of the page states it. */
export interface AuthorStatement {
  readonly authors: readonly Author[];
  readonly source: string;
  /** The place, independent of others. */
  readonly origin: string;
  /** Names of signs; the first names the kind of statement. */
  readonly signs: readonly string[];
}
