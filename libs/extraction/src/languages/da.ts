import type { Language } from './language.ts';
import { monthForms, phrases } from './phrases.ts';

export const da: Language = {
  code: 'da',
  months: monthForms(
    'januar|jan februar|feb marts|mar april|apr maj juni|jun juli|jul august|aug september|sep|sept oktober|okt november|nov december|dec',
  ),
  byWords: phrases('af|skrevet af|tekst|af:'),
  andWords: phrases('og|med'),
  roleWords: phrases('journalist|redaktør|redaktionen|korrespondent|ritzau'),
  publishedWords: phrases('publiceret|udgivet|offentliggjort|oprettet'),
  updatedWords: phrases('opdateret|sidst opdateret|ændret|rettet'),
  stopWords: phrases(
    'og|i|at|det|er|en|til|på|af|for|med|de|den|som|der|ikke|har|et|var|han|men|om|jeg|sig|fra|vi|så|kan|også|efter|eller|nu|sin|ved|skal|ville|bliver|blev|være|over',
  ),
  furniture: {
    related: phrases(
      'læs også|læs mere|mere om|relaterede artikler|se også|mest læste|flere nyheder|seneste nyt|andre læser|måske er du også interesseret',
    ),
    subscribe: phrases('tilmeld|abonner|log ind|nyhedsbrev|følg os|bliv medlem|opret bruger|allerede abonnent'),
    share: phrases('del|print|kommentarer|kommenter|skriv en kommentar|kopier link|gem|luk|lyt|vis mere'),
    advertisement: phrases('annonce|sponsoreret|reklame|artiklen fortsætter under annoncen'),
    credit: phrases('foto:|billede:|kilde:|© |illustration:|video:|arkivfoto'),
    tags: phrases('emner|tags|nøgleord|kategorier'),
    legal: phrases(
      'alle rettigheder|privatlivspolitik|©|copyright|cookies|vi bruger cookies|persondata|handelsbetingelser',
    ),
  },
};
