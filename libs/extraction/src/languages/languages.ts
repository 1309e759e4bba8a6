import type { Language } from './language.ts';
import { ar } from './ar.ts';
import { da } from './da.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fa } from './fa.ts';
import { fi } from './fi.ts';
import { fr } from './fr.ts';
import { it } from './it.ts';
import { nl } from './nl.ts';
import { no } from './no.ts';
import { pl } from './pl.ts';
import { pt } from './pt.ts';
import { ru } from './ru.ts';
import { sv } from './sv.ts';
import { tr } from './tr.ts';

/** Every language that has a word list. Rules that do not know the page's language yet use all of them. */
export const languages: readonly Language[] = [en, de, fr, es, it, pt, nl, pl, ru, fa, ar, tr, sv, da, no, fi];
