/** What one language needs for reported speech, as plain data; see `compileLexicon`. Word lists are blank-separated, lower case. */
export interface LexiconData {
  /** ISO 639-1. */
  readonly language: string;
  /**
   * "lemma: form form …" for each verb that introduces speech by itself ("say: says said saying"). Forms with a particle
   * ("~mit") are cues only where it follows in the sentence, with another sign ("+for") only where it follows at once.
   */
  readonly speechVerbs: readonly string[];
  /** The same for verbs that count only beside quotation marks ("call", "describe", "joke"). */
  readonly quotingVerbs?: readonly string[];
  /** Stand before the speaker: "according to", "laut"; with ", " in front only behind a pause. One phrase an entry. */
  readonly sourceBefore?: readonly string[];
  /** The same with a possessive as second word, which is the speaker: "nach ihren Angaben". One phrase an entry. */
  readonly sourceOwn?: readonly string[];
  /** Of other cases than the subject's, as pronouns: "ihren:fs", "lui:ms". */
  readonly possessives?: string;
  /** Stand after the speaker: "zufolge". */
  readonly sourceAfter?: string;
  /** "form:gender+number" with gender m, f, n, p (a person), c (common) and number s, p: "he:ms they:cp". */
  readonly pronouns?: string;
  /** Introduce the reported clause: "that", "dass", "whether". */
  readonly complementizers?: string;
  readonly relatives?: string;
  /** Ends of the verb of a reported clause that is a noun to the verb of saying (Turkish). */
  readonly reportedEndings?: string;
  /** "sich", "se": stand between verb and subject. */
  readonly reflexives?: string;
  /** Object pronouns that an addressee can be: "him", "them". */
  readonly objects?: string;
  /** Lemmas whose object is spoken to: "tell". */
  readonly addressing?: string;
  /** Lemmas that report what somebody will do, with an infinitive: "vow to". */
  readonly committing?: string;
  /** "lemma:link" of verbs that report what somebody should do or did, object included: "accuse:of"; any object where no link is given. */
  readonly urging?: readonly string[];
  /** What states figures and facts: "poll", "records". */
  readonly findings?: string;
  /** Forms of the verbs by which it states them: "shows". */
  readonly showing?: string;
  /** Lemmas of which "it" is the subject: "heißen". */
  readonly impersonal?: string;
  /** Lemmas whose object speaks: "zitieren". */
  readonly citing?: string;
  readonly articles?: string;
  /** Of the verb group: "has", "will", "not". Words that never end a noun phrase. */
  readonly auxiliaries?: string;
  readonly adverbs?: string;
  /** Begin another clause: "but", "when", "because". */
  readonly conjunctions?: string;
  readonly and?: string;
  readonly prepositions?: string;
  /** Prepositions that carry on a noun phrase: "of", "for", "from". */
  readonly nounLinks?: string;
  /** Stand before a name without being part of it: "president", "mr.". */
  readonly titles?: string;
  /** Ends of compound titles (German: "minister"). */
  readonly titleEndings?: string;
  /** Forms of address and offices that tell the gender: "mr:m mrs:f spokeswoman:f". */
  readonly gendered?: string;
  /** Frequent first names, "f: …" and "m: …". */
  readonly firstNames?: { readonly f?: string; readonly m: string };
  /** Nouns for what somebody says or thinks, which stand before who does: "the verdict of …". */
  readonly statements?: string;
  /** Announce words behind the quotation: "with these words". */
  readonly announcing?: readonly string[];
  /** Open a relative clause behind a comma, where articles look alike. */
  readonly relativePronouns?: string;
  /** Stand for a quotation at the beginning of the next sentence: "Das sagte …". */
  readonly anaphors?: string;
  /** Verbs behind an anaphor whose subject spoke: "Das sagte …", not "Das bestritt …". */
  readonly owning?: string;
  /** Links that belong to a noun only where no article follows: "for" of "minister for health". */
  readonly looseLinks?: string;
  /** Words that end in a stop without ending a sentence; without the stop. */
  readonly abbreviations?: string;
  /** Last words of organisations' names: "committee", "ministry". */
  readonly organizationNouns?: string;
  /** People named by what they do: singular, plural. */
  readonly personNouns?: string;
  readonly groupNouns?: string;
  /** Frequent finite verbs other than cues: they end a subject. */
  readonly verbs?: string;
  /** Days, months and the like: end a noun phrase after the verb. */
  readonly timeWords?: string;
  /** Articles of other cases than the subject's: "dem", "den". */
  readonly oblique?: string;
  /** Finite forms that mark reported speech by themselves (German subjunctive I): "sei", "habe". */
  readonly reportive?: string;
  /** Pieces of speech inside a clause are quotations of their own; see {@link isFragment}. */
  readonly quotedFragments?: boolean;
  /** Ends of words that stand before a name or title in marks: "namens", "motto". */
  readonly namers?: string;
  /** Stand before a judgement in marks: "als", "einen". */
  readonly judging?: string;
  /** Stands before who sees something so, beside one of `copulas`: "für". */
  readonly viewpoint?: string;
  readonly copulas?: string;
  /** A stop after a day's number makes an ordinal: "am 5. Januar". */
  readonly ordinalStop?: boolean;
  /** The subject may follow its verb outside inversion after a quotation ("In Berlin sagte Merkel"). */
  readonly subjectAfterVerb?: boolean;
  /** The speaker may be named between the marks: « …, dit X, … ». */
  readonly namesSpeakerInside?: boolean;
  /** A dash may open a paragraph of speech: "—… —dijo X." */
  readonly speechAfterDash?: boolean;
  /** What bears a text that nobody says: "sign". */
  readonly inscriptions?: string;
  /** The verb ends its clause: the subject stands first in the sentence (Turkish, Persian). */
  readonly verbFinal?: boolean;
  /** A script without capitals: any content word can begin a noun phrase. */
  readonly caseless?: boolean;
  /** Without blanks between words (Chinese, Japanese): text is cut at the words of this lexicon. */
  readonly unspaced?: boolean;
  /** Particles behind the subject: "は" (Japanese). */
  readonly topics?: string;
  /** First characters of names (Chinese). */
  readonly surnames?: string;
  /** Written onto the next word with an apostrophe: "l", "d", "qu". */
  readonly elisions?: string;
  /** All nouns are capitalised (German). */
  readonly capitalisedNouns?: boolean;
  /** Regular past-tense ending that marks an unlisted verb. */
  readonly pastEnding?: string;
}
