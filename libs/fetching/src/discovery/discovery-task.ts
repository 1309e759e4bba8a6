import type { Discovery } from '@newsflow/crawling';
import type { DiscoveryKind } from '@newsflow/crawling/parse-discovery';
import type { FetchFailure } from '../fetch-failure.ts';

/** What the process that reads a feed or sitemap gets on its standard input, serialized by `node:v8`. */
export interface DiscoveryTask {
  readonly kind: DiscoveryKind;
  /** As received. */
  readonly wire: Uint8Array;
  readonly codings: readonly string[];
  readonly url: string;
  readonly contentType: string | null;
  /** Of the document without its codings. */
  readonly limitBytes: number;
}

/** What it writes to its standard output. Errors do not keep their class on the way between processes. */
export type DiscoveryAnswer =
  { readonly discovery: Discovery } | { readonly failure: Pick<FetchFailure, 'outcome' | 'reason'> };
