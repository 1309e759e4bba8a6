import { type Language, noFurniture } from './language.ts';
import { monthForms, phrases } from './phrases.ts';

export const hu: Language = {
  code: 'hu',
  months: monthForms(
    'január|jan február|febr március|márc április|ápr május|máj június|jún július|júl augusztus|aug szeptember|szept október|okt november|nov december|dec',
  ),
  byWords: phrases('szerző|írta'),
  andWords: phrases('és'),
  roleWords: phrases('szerkesztőség|szerkesztő|újságíró'),
  publishedWords: phrases('megjelent|közzétéve'),
  updatedWords: phrases('frissítve|módosítva'),
  stopWords: [],
  furniture: noFurniture,
};
