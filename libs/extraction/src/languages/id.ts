import { type Language, noFurniture } from './language.ts';
import { monthForms, phrases } from './phrases.ts';

export const id: Language = {
  code: 'id',
  months: monthForms(
    'januari|jan februari|feb maret|mar april|apr mei juni|jun juli|jul agustus september|sep oktober|okt november|nov desember',
  ),
  byWords: phrases('oleh|penulis|ditulis oleh'),
  andWords: phrases('dan'),
  roleWords: phrases('redaksi|wartawan|reporter|penulis'),
  publishedWords: phrases('diterbitkan|dipublikasikan|terbit'),
  updatedWords: phrases('diperbarui|terakhir diperbarui'),
  stopWords: [],
  furniture: noFurniture,
};
