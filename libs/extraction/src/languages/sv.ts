import type { Language } from './language.ts';
import { monthForms, phrases } from './phrases.ts';

export const sv: Language = {
  code: 'sv',
  months: monthForms(
    'januari|jan februari|feb mars|mar april|apr maj juni|jun juli|jul augusti|aug september|sep|sept oktober|okt november|nov december|dec',
  ),
  byWords: phrases('av|text|skriven av|text:|av:|reporter'),
  andWords: phrases('och|med'),
  roleWords: phrases('reporter|journalist|redaktör|redaktionen|krönikör|ledarskribent'),
  publishedWords: phrases('publicerad|publicerat|publicerades|skapad'),
  updatedWords: phrases('uppdaterad|uppdaterat|senast uppdaterad|ändrad'),
  stopWords: phrases(
    'och|i|att|det|som|en|på|är|av|för|med|till|den|har|de|inte|om|ett|han|men|var|jag|sig|från|vi|så|kan|när|år|under|också|efter|eller|nu|sin|där|vid|mot|ska|skulle|kommer',
  ),
  furniture: {
    related: phrases(
      'läs mer|läs också|läs även|mer om|mer från|relaterat|relaterade artiklar|se även|mest läst|fler artiklar|fler nyheter|senaste nytt|missa inte|rekommenderat',
    ),
    subscribe: phrases(
      'prenumerera|logga in|nyhetsbrev|följ oss|skapa konto|bli medlem|anmäl dig|är du redan prenumerant|stöd oss',
    ),
    share: phrases(
      'dela|skriv ut|kommentarer|kommentera|lämna en kommentar|kopiera länk|spara|stäng|lyssna|visa mer|tipsa',
    ),
    advertisement: phrases('annons|sponsrat|reklam|artikeln fortsätter under annonsen'),
    credit: phrases('foto:|bild:|källa:|© |illustration:|video:|arkivbild'),
    tags: phrases('ämnen|taggar|nyckelord|kategorier|etiketter'),
    legal: phrases(
      'alla rättigheter|integritetspolicy|©|copyright|cookies|vi använder cookies|personuppgifter|ansvarig utgivare',
    ),
  },
};
