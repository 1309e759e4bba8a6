import { type Language, noFurniture } from './language.ts';
import { monthForms, phrases } from './phrases.ts';

export const el: Language = {
  code: 'el',
  months: monthForms(
    'ιανουαρίου|ιανουάριος|ιαν φεβρουαρίου|φεβρουάριος|φεβ μαρτίου|μάρτιος|μαρ απριλίου|απρίλιος|απρ μαΐου|μάιος|μαΐ ιουνίου|ιούνιος|ιουν ιουλίου|ιούλιος|ιουλ αυγούστου|αύγουστος|αυγ σεπτεμβρίου|σεπτέμβριος|σεπ οκτωβρίου|οκτώβριος|οκτ νοεμβρίου|νοέμβριος|νοε δεκεμβρίου|δεκέμβριος|δεκ',
  ),
  byWords: phrases('συντάκτης|γράφει ο|γράφει η'),
  andWords: phrases('και'),
  roleWords: phrases('σύνταξη|δημοσιογράφος|συντάκτης'),
  publishedWords: phrases('δημοσίευση|δημοσιεύτηκε|δημοσιεύθηκε'),
  updatedWords: phrases('ενημέρωση|ενημερώθηκε|τελευταία ενημέρωση'),
  stopWords: [],
  furniture: noFurniture,
};
