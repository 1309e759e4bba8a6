import { type Language, noLists } from './language.ts';
import { phrases } from './phrases.ts';

export const xh: Language = {
  ...noLists,
  code: 'xh',
  stopWords: phrases(
    'ukuba|kwaye|okanye|kuba|xa|ukuze|kodwa|uthi|athi|utshilo|kakhulu|abantu|oku|emva|phambi|ngokuba|apho|yakhe|ngexesha|kwakhona|nokuba|ngoku|into|indlela|koko|yaye',
  ),
};
