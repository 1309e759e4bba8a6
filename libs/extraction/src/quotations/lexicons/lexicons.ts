import { compileLexicon, type Lexicon } from '../lexicon.ts';
import { english } from './english.ts';
import { german } from './german.ts';

const lexicons = new Map([english, german].map((data) => [data.language, compileLexicon(data)]));

/** The words of a language; without one, marks are still paired but no cue is known. */
export const none: Lexicon = compileLexicon({
  language: '',
  speechVerbs: [],
  quotingVerbs: [],
  sourceBefore: [],
  sourceAfter: '',
  pronouns: '',
  complementizers: '',
  relatives: '',
  reflexives: '',
  objects: '',
  addressing: '',
  articles: '',
  auxiliaries: '',
  adverbs: '',
  conjunctions: '',
  and: '',
  prepositions: '',
  nounLinks: '',
  titles: '',
  titleEndings: '',
  gendered: '',
  abbreviations: '',
  organizationNouns: '',
  personNouns: '',
  groupNouns: '',
  verbs: '',
  timeWords: '',
  oblique: '',
  reportive: '',
  ordinalStop: false,
  subjectAfterVerb: true,
  capitalisedNouns: false,
  pastEnding: null,
});

/** @param language BCP 47 tag; only its first part counts. */
export const lexiconFor = (language: string | null): Lexicon =>
  lexicons.get(/^[a-z]+/u.exec(language?.toLowerCase() ?? '')?.[0] ?? '') ?? none;
