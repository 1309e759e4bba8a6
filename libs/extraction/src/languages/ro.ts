import { type Language, noFurniture } from './language.ts';
import { monthForms, phrases } from './phrases.ts';

export const ro: Language = {
  code: 'ro',
  months: monthForms(
    'ianuarie|ian februarie|feb martie|mar aprilie|apr mai iunie|iun iulie|iul august|aug septembrie|sept octombrie|oct noiembrie|nov decembrie|dec',
  ),
  byWords: phrases('autor|autori|scris de|publicat de'),
  andWords: phrases('și|si'),
  roleWords: phrases('redacția|redactor|jurnalist|corespondent'),
  publishedWords: phrases('publicat|publicat la|data publicării'),
  updatedWords: phrases('actualizat|ultima actualizare'),
  stopWords: [],
  furniture: noFurniture,
};
