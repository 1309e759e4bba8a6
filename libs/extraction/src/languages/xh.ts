import { type Language, noFurniture } from './language.ts';
import { phrases } from './phrases.ts';

export const xh: Language = {
  code: 'xh',
  months: [],
  byWords: [],
  andWords: [],
  roleWords: [],
  publishedWords: [],
  updatedWords: [],
  stopWords: phrases(
    'ukuba|kwaye|okanye|kuba|xa|ukuze|kodwa|uthi|athi|utshilo|kakhulu|abantu|oku|emva|phambi|ngokuba|apho|yakhe|ngexesha|kwakhona|nokuba|ngoku|into|indlela|koko|yaye',
  ),
  furniture: noFurniture,
};
