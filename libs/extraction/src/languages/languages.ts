import type { Language } from './language.ts';
import { ar } from './ar.ts';
import { cs } from './cs.ts';
import { da } from './da.ts';
import { de } from './de.ts';
import { el } from './el.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fa } from './fa.ts';
import { fi } from './fi.ts';
import { fr } from './fr.ts';
import { hu } from './hu.ts';
import { id } from './id.ts';
import { it } from './it.ts';
import { ja } from './ja.ts';
import { ko } from './ko.ts';
import { nl } from './nl.ts';
import { no } from './no.ts';
import { pl } from './pl.ts';
import { pt } from './pt.ts';
import { ro } from './ro.ts';
import { ru } from './ru.ts';
import { sv } from './sv.ts';
import { sw } from './sw.ts';
import { tr } from './tr.ts';
import { uk } from './uk.ts';
import { xh } from './xh.ts';
import { zh } from './zh.ts';
import { zu } from './zu.ts';

/** Every language that has a word list. Rules that do not know the page's language yet use all of them. */
export const languages: readonly Language[] = [
  en,
  de,
  fr,
  es,
  it,
  pt,
  nl,
  pl,
  ru,
  fa,
  ar,
  tr,
  sv,
  da,
  no,
  fi,
  cs,
  uk,
  ro,
  hu,
  el,
  id,
  ko,
  ja,
  zh,
  sw,
  zu,
  xh,
];
