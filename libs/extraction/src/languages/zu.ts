import { type Language, noLists } from './language.ts';
import { phrases } from './phrases.ts';

export const zu: Language = {
  ...noLists,
  code: 'zu',
  stopWords: phrases(
    'ukuthi|futhi|kanye|ngoba|uma|kodwa|lapho|njengoba|ukuze|noma|kakhulu|uthe|wathi|bathi|kuthi|ngesikhathi|abantu|umuntu|lokhu|yakhe|wakhe|ngemuva|phakathi|kwathi|ngaphambi|kusho|uthi',
  ),
};
