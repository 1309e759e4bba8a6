import { type Language, noFurniture } from './language.ts';
import { monthForms, phrases } from './phrases.ts';

export const uk: Language = {
  code: 'uk',
  months: monthForms(
    'січня|січень лютого|лютий березня|березень квітня|квітень травня|травень червня|червень липня|липень серпня|серпень вересня|вересень жовтня|жовтень листопада грудня|грудень',
  ),
  byWords: phrases('автор|автори|авторка|підготував|підготувала'),
  andWords: phrases('та|і|й'),
  roleWords: phrases('редакція|журналіст|журналістка|кореспондент|редактор'),
  publishedWords: phrases('опубліковано|дата публікації'),
  updatedWords: phrases('оновлено|змінено'),
  stopWords: [],
  furniture: noFurniture,
};
