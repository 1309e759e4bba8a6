import { compileLexicon, type Lexicon } from '../grammar/lexicon.ts';
import { arabic } from './arabic.ts';
import { chinese } from './chinese.ts';
import { dutch } from './dutch.ts';
import { english } from './english.ts';
import { french } from './french.ts';
import { german } from './german.ts';
import { italian } from './italian.ts';
import { japanese } from './japanese.ts';
import { persian } from './persian.ts';
import { polish } from './polish.ts';
import { portuguese } from './portuguese.ts';
import { russian } from './russian.ts';
import { spanish } from './spanish.ts';
import { turkish } from './turkish.ts';

const all = [
  english,
  german,
  french,
  spanish,
  italian,
  portuguese,
  dutch,
  polish,
  russian,
  turkish,
  persian,
  arabic,
  japanese,
  chinese,
];
const lexicons = new Map(all.map((data) => [data.language, compileLexicon(data)]));

/** Of an unknown language: marks are still paired, but no cue is known. */
const none: Lexicon = compileLexicon({ language: '', speechVerbs: [], subjectAfterVerb: true });

/** @param language BCP 47 tag; only its first part counts. */
export const lexiconFor = (language: string | null): Lexicon =>
  lexicons.get(/^[a-z]+/u.exec(language?.toLowerCase() ?? '')?.[0] ?? '') ?? none;
