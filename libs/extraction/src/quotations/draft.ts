import type { Speaker } from './speakers/speakers.ts';

export interface Range {
  readonly start: number;
  readonly end: number;
}

type Resolution = 'explicit' | 'pronoun' | 'continuation' | 'none';

/** What kept a reading from being certain. */
type Issue =
  /** The closing mark is missing: the quotation ends with its paragraph. */
  | 'UNCLOSED_MARK'
  /** The paragraph has an odd number of marks. */
  | 'UNBALANCED_MARKS'
  /** No verb or phrase introduces it. */
  | 'NO_CUE'
  | 'SPEAKER_NOT_FOUND'
  /** A pronoun whose name is not known. */
  | 'PRONOUN_UNRESOLVED'
  /** Several people of the article bear the surname. */
  | 'SPEAKER_AMBIGUOUS';

/** A quotation while its article is read. */
export interface Draft {
  readonly type: 'direct' | 'mixed' | 'indirect';
  readonly segments: Range[];
  readonly parts: Range[];
  speaker: Speaker | null;
  resolution: Resolution;
  /** `speech`: the verb introduces speech by itself, not only beside marks. */
  cue: (Range & { readonly lemma: string; readonly speech: boolean }) | null;
  addressee: string | null;
  continues: Draft | null;
  nestedIn: Draft | null;
  readonly issues: Set<Issue>;
}

export const draft = (type: Draft['type'], segments: Range[], parts: Range[], values: Partial<Draft> = {}): Draft => ({
  type,
  segments,
  parts,
  speaker: null,
  resolution: 'none',
  cue: null,
  addressee: null,
  continues: null,
  nestedIn: null,
  issues: new Set(),
  ...values,
});
