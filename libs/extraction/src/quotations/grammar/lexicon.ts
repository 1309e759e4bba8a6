import { foldLetters } from '../../languages/letters.ts';
import type { LexiconData } from './lexicon-data.ts';

export interface Cue {
  readonly lemma: string;
  /** false: counts only beside quotation marks. */
  readonly speech: boolean;
  /** The word that it hangs on stands right behind it: "called for". */
  readonly adjacent?: boolean;
  /** Readings of the form that hang on another word behind it, by that word. */
  readonly particles?: ReadonlyMap<string, Cue>;
}

/** `p`: a person of either gender; `c`: anything, also the speaker or whoever is spoken to. */
export type Gender = 'm' | 'f' | 'n' | 'p' | 'c';

export interface Pronoun {
  readonly gender: Gender;
  readonly plural: boolean;
}

type Words = ReadonlySet<string>;

/** Ends of words of at least three letters, looked up by their last three: one of many lists is asked about each word. */
class Endings {
  private readonly byTail: ReadonlyMap<string, readonly string[]>;

  constructor(endings: readonly string[]) {
    this.byTail = Map.groupBy(endings, (ending) => ending.slice(-3));
  }

  /** Does the word end so, with more than `fewest` letters before the end? */
  end(word: string, fewest = 0): boolean {
    const endings = this.byTail.get(word.slice(-3));
    return endings?.some((ending) => word.length > ending.length + fewest && word.endsWith(ending)) ?? false;
  }
}

/** {@link LexiconData} in the shape that look-ups need. */
export interface Lexicon {
  readonly language: string;
  readonly cues: ReadonlyMap<string, Cue>;
  /** By their first word, a leading comma apart. */
  readonly sourceBefore: ReadonlyMap<string, readonly (readonly string[])[]>;
  /** By their first word. */
  readonly sourceOwn: ReadonlyMap<string, readonly (readonly string[])[]>;
  readonly possessives: ReadonlyMap<string, Pronoun>;
  readonly sourceAfter: Words;
  readonly pronouns: ReadonlyMap<string, Pronoun>;
  readonly complementizers: Words;
  readonly relatives: Words;
  readonly reflexives: Words;
  readonly objects: Words;
  readonly addressing: Words;
  readonly committing: Words;
  readonly urging: ReadonlyMap<string, string>;
  readonly findings: Words;
  readonly showing: Words;
  readonly citing: Words;
  readonly impersonal: Words;
  readonly articles: Words;
  readonly auxiliaries: Words;
  readonly adverbs: Words;
  readonly conjunctions: Words;
  readonly and: Words;
  readonly prepositions: Words;
  readonly nounLinks: Words;
  readonly firstNames: Words;
  readonly titles: Words;
  readonly titleEndings: Endings;
  readonly gendered: ReadonlyMap<string, Gender>;
  readonly statements: Words;
  readonly announcing: ReadonlyMap<string, readonly (readonly string[])[]>;
  readonly relativePronouns: Words;
  readonly anaphors: Words;
  readonly owning: Words;
  readonly looseLinks: Words;
  readonly abbreviations: Words;
  readonly organizationNouns: Words;
  readonly personNouns: Words;
  readonly groupNouns: Words;
  readonly verbs: Words;
  readonly timeWords: Words;
  readonly oblique: Words;
  readonly reportive: Words;
  readonly quotedFragments: boolean;
  readonly namers: readonly string[];
  readonly judging: Words;
  readonly viewpoint: Words;
  readonly copulas: Words;
  readonly ordinalStop: boolean;
  readonly subjectAfterVerb: boolean;
  readonly verbFinal: boolean;
  readonly namesSpeakerInside: boolean;
  readonly speechAfterDash: boolean;
  readonly inscriptions: Words;
  readonly caseless: boolean;
  readonly elisions: Words;
  /** Finds the listed words in text without blanks; null where words are spaced. */
  readonly segmenter: RegExp | null;
  readonly reportedEndings: readonly string[];
  readonly topics: Words;
  readonly surnames: Words;
  readonly capitalisedNouns: boolean;
  readonly pastEnding: string | null;
}

const split = (list = ''): string[] =>
  foldLetters(list)
    .split(/\s+/u)
    .filter((word) => word !== '');
const words = (list?: string): Words => new Set(split(list));

function pairs<Value>(list: string | undefined, value: (code: string) => Value): Map<string, Value> {
  return new Map(
    split(list).map((entry) => {
      const [word = '', code = ''] = entry.split(':');
      return [word, value(code)];
    }),
  );
}

/** Adds each form of `lines`; later lines win, readings with a particle are gathered beside the plain one. */
function addVerbs(cues: Map<string, Cue>, lines: readonly string[] | undefined, speech: boolean): void {
  for (const line of lines ?? []) {
    const [lemma = '', list = ''] = line.split(':');
    const all = split(list);
    const hung = all.find((form) => /^[~+]/u.test(form));
    const particle = hung?.slice(1);
    const adjacent = hung?.startsWith('+') ?? false;
    for (const form of all.filter((word) => word !== hung)) {
      const known = cues.get(form);
      if (particle === undefined)
        cues.set(form, { lemma, speech, ...(known?.particles ? { particles: known.particles } : {}) });
      else {
        const particles = new Map(known?.particles);
        particles.set(particle, { lemma, speech, adjacent });
        cues.set(form, { lemma: known?.lemma ?? '', speech: known?.speech ?? false, particles });
      }
    }
  }
}

function allCues({ quotingVerbs, speechVerbs }: LexiconData): Map<string, Cue> {
  const cues = new Map<string, Cue>();
  // Speech verbs last, so that they win over a quoting verb with the same form.
  addVerbs(cues, quotingVerbs, false);
  addVerbs(cues, speechVerbs, true);
  return cues;
}

const firstWord = (words: readonly string[]): string => words.find((word) => word !== ',') ?? '';

const gender = (code: string): Gender => (/^[mfnp]/u.test(code) ? (code[0] as Gender) : 'c');
const pronoun = (code: string): Pronoun => ({ gender: gender(code), plural: code.endsWith('p') });

/** All words at which text without blanks is cut, the longest first. */
function segmenterOf(data: LexiconData): RegExp {
  const lists = [
    [...allCues(data).keys()],
    (data.sourceBefore ?? []).flatMap(split),
    split(data.sourceAfter),
    Object.keys(Object.fromEntries(pairs(data.pronouns, pronoun))),
    ...[data.complementizers, data.adverbs, data.conjunctions, data.and, data.prepositions, data.nounLinks].map(split),
    ...[
      data.topics,
      data.auxiliaries,
      data.titles,
      data.timeWords,
      data.organizationNouns,
      data.personNouns,
      data.groupNouns,
    ].map(split),
  ];
  const all = [...new Set(lists.flat())].filter((word) => word !== '').sort((a, b) => b.length - a.length);
  return new RegExp(all.join('|'), 'gu');
}

/** By their first words. */
const phrases = (list: readonly string[] = []): ReadonlyMap<string, readonly (readonly string[])[]> =>
  Map.groupBy(
    list.map((phrase) => split(phrase)),
    firstWord,
  );

export function compileLexicon(data: LexiconData): Lexicon {
  const gendered = pairs(data.gendered, gender);
  for (const word of split(data.firstNames?.f)) gendered.set(word, 'f');
  for (const word of split(data.firstNames?.m)) gendered.set(word, 'm');
  return {
    language: data.language,
    cues: allCues(data),
    sourceBefore: phrases(data.sourceBefore),
    sourceOwn: phrases(data.sourceOwn),
    possessives: pairs(data.possessives, pronoun),
    sourceAfter: words(data.sourceAfter),
    pronouns: pairs(data.pronouns, pronoun),
    complementizers: words(data.complementizers),
    relatives: words(data.relatives),
    reflexives: words(data.reflexives),
    objects: words(data.objects),
    addressing: words(data.addressing),
    committing: words(data.committing),
    urging: new Map((data.urging ?? []).map((entry) => entry.split(':') as [string, string])),
    findings: words(data.findings),
    showing: words(data.showing),
    citing: words(data.citing),
    impersonal: words(data.impersonal),
    articles: words(data.articles),
    auxiliaries: words(data.auxiliaries),
    adverbs: words(data.adverbs),
    conjunctions: words(data.conjunctions),
    and: words(data.and),
    prepositions: words(data.prepositions),
    nounLinks: words(data.nounLinks),
    firstNames: words(`${data.firstNames?.f ?? ''} ${data.firstNames?.m ?? ''}`),
    titles: words(data.titles),
    titleEndings: new Endings(split(data.titleEndings)),
    gendered,
    statements: words(data.statements),
    announcing: phrases(data.announcing),
    relativePronouns: words(data.relativePronouns),
    anaphors: words(data.anaphors),
    owning: words(data.owning),
    looseLinks: words(data.looseLinks),
    abbreviations: words(data.abbreviations),
    organizationNouns: words(data.organizationNouns),
    personNouns: words(data.personNouns),
    groupNouns: words(data.groupNouns),
    verbs: words(data.verbs),
    timeWords: words(data.timeWords),
    oblique: words(data.oblique),
    reportive: words(data.reportive),
    quotedFragments: data.quotedFragments ?? false,
    namers: split(data.namers),
    judging: words(data.judging),
    viewpoint: words(data.viewpoint),
    copulas: words(data.copulas),
    ordinalStop: data.ordinalStop ?? false,
    subjectAfterVerb: data.subjectAfterVerb ?? false,
    capitalisedNouns: data.capitalisedNouns ?? false,
    verbFinal: data.verbFinal ?? false,
    namesSpeakerInside: data.namesSpeakerInside ?? false,
    speechAfterDash: data.speechAfterDash ?? false,
    inscriptions: words(data.inscriptions),
    caseless: data.caseless ?? false,
    elisions: words(data.elisions),
    segmenter: data.unspaced ? segmenterOf(data) : null,
    reportedEndings: split(data.reportedEndings),
    topics: words(data.topics),
    surnames: words(data.surnames),
    pastEnding: data.pastEnding ?? null,
  };
}
