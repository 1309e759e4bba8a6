import { type Language, noFurniture } from './language.ts';
import { monthForms, phrases } from './phrases.ts';

export const cs: Language = {
  code: 'cs',
  months: monthForms(
    'ledna|leden února|únor března|březen dubna|duben května|květen června|červen července|červenec srpna|srpen září října|říjen listopadu|listopad prosince|prosinec',
  ),
  byWords: phrases('autor|autorka|autoři|napsal|napsala'),
  andWords: phrases('a'),
  roleWords: phrases('redakce|redaktor|redaktorka|zpravodaj|novinář'),
  publishedWords: phrases('publikováno|zveřejněno|vydáno'),
  updatedWords: phrases('aktualizováno|upraveno'),
  stopWords: [],
  furniture: noFurniture,
};
