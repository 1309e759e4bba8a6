/**
 * Words of one language as data. All lists are lower case and matched on lower-case text; multi-word phrases are
 * allowed everywhere. A language may leave a list empty, never guess it.
 */
export interface Language {
  /** ISO 639-1. */
  readonly code: string;
  /** Twelve lists, January first: nominative, inflected forms and abbreviations without their stop. Empty where months are numbered, or unknown. */
  readonly months: readonly (readonly string[])[];
  /** Months of the Solar Hijri calendar, Farvardin first. */
  readonly otherMonths?: readonly string[];
  /** What stands before an author's name: "by", "von". */
  readonly byWords: readonly string[];
  /** What stands before a by-word that names no author: "reviewed (by)", "powered (by)". */
  readonly otherCredits?: readonly string[];
  /** Words behind an author's name with which something else begins: "for", "follow", "edited by". */
  readonly afterNameWords?: readonly string[];
  /** Join two names: "and", "und". */
  readonly andWords: readonly string[];
  /** Stand after or in place of a name in a by-line: "staff writer", "redaktion". */
  readonly roleWords: readonly string[];
  readonly publishedWords: readonly string[];
  readonly updatedWords: readonly string[];
  /** Frequent function words that tell running text from menus. */
  readonly stopWords: readonly string[];
  readonly furniture: Furniture;
}

/** Phrases with which a block of page furniture begins. */
export interface Furniture {
  /** "read more", "related articles" */
  readonly related: readonly string[];
  /** "subscribe", "sign up for our newsletter", "follow us" */
  readonly subscribe: readonly string[];
  /** "share this", "print", "leave a comment" */
  readonly share: readonly string[];
  readonly advertisement: readonly string[];
  /** "photo:", "image credit" */
  readonly credit: readonly string[];
  /** "tags:", "filed under" */
  readonly tags: readonly string[];
  /** "all rights reserved", "terms of use", cookie lines */
  readonly legal: readonly string[];
}

/** For a language of which only names and dates are known. */
export const noFurniture: Furniture = {
  related: [],
  subscribe: [],
  share: [],
  advertisement: [],
  credit: [],
  tags: [],
  legal: [],
};

/** Of a language of which only function words are known. */
export const noLists: Omit<Language, 'code' | 'stopWords'> = {
  months: [],
  byWords: [],
  andWords: [],
  roleWords: [],
  publishedWords: [],
  updatedWords: [],
  furniture: noFurniture,
};
