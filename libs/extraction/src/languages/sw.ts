import { type Language, noLists } from './language.ts';
import { monthForms, phrases } from './phrases.ts';

export const sw: Language = {
  ...noLists,
  code: 'sw',
  months: monthForms('januari|jan februari|feb machi aprili mei juni julai agosti septemba oktoba novemba desemba'),
  stopWords: phrases(
    'ya|na|wa|kwa|ni|katika|za|la|cha|kuwa|hiyo|huo|hii|yake|wake|pia|hivyo|ili|kama|lakini|huku|baada|alisema|amesema|wakati|hilo|huyo',
  ),
};
