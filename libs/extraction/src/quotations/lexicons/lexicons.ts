import { compileLexicon, type Lexicon } from '../grammar/lexicon.ts';
import { arabic, persian } from './arabic-script.ts';
import { dutch } from './dutch.ts';
import { english } from './english.ts';
import { german } from './german.ts';
import { french, italian, portuguese, spanish } from './romance.ts';
import { polish, russian } from './slavic.ts';
import { turkish } from './turkish.ts';

const all = [english, german, french, spanish, italian, portuguese, dutch, polish, russian, turkish, persian, arabic];
const lexicons = new Map(all.map((data) => [data.language, compileLexicon(data)]));

/** Of an unknown language: marks are still paired, but no cue is known. */
const none: Lexicon = compileLexicon({ language: '', speechVerbs: [], subjectAfterVerb: true });

/** @param language BCP 47 tag; only its first part counts. */
export const lexiconFor = (language: string | null): Lexicon =>
  lexicons.get(/^[a-z]+/u.exec(language?.toLowerCase() ?? '')?.[0] ?? '') ?? none;
