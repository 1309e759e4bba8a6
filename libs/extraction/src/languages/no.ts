import type { Language } from './language.ts';
import { monthForms, phrases } from './phrases.ts';

export const no: Language = {
  code: 'no',
  months: monthForms(
    'januar|jan februar|feb mars|mar april|apr mai juni|jun juli|jul august|aug september|sep|sept oktober|okt november|nov desember|des',
  ),
  byWords: phrases('av|skrevet av|tekst|tekst:|av:'),
  andWords: phrases('og|med'),
  roleWords: phrases('journalist|redaktør|redaksjonen|korrespondent|kommentator|reporter'),
  publishedWords: phrases('publisert|lagt ut|først publisert'),
  updatedWords: phrases('oppdatert|sist oppdatert|endret'),
  stopWords: phrases(
    'og|i|at|det|er|en|til|på|av|for|med|de|den|som|ikke|har|et|var|han|men|om|jeg|seg|fra|vi|så|kan|også|etter|eller|nå|sin|ved|skal|ville|blir|ble|være|over',
  ),
  furniture: {
    related: phrases(
      'les også|les mer|les saken|mer om|relaterte artikler|se også|mest lest|flere nyheter|siste nytt|anbefalt',
    ),
    subscribe: phrases('abonner|logg inn|nyhetsbrev|følg oss|bli medlem|opprett konto|meld deg på|allerede abonnent'),
    share: phrases('del|skriv ut|kommentarer|kommenter|legg igjen en kommentar|kopier lenke|lagre|lukk|lytt|vis mer'),
    advertisement: phrases('annonse|annonsørinnhold|sponset|reklame|artikkelen fortsetter under annonsen'),
    credit: phrases('foto:|bilde:|kilde:|© |illustrasjon:|video:|arkivfoto'),
    tags: phrases('emner|emneord|nøkkelord|stikkord|kategorier'),
    legal: phrases('alle rettigheter|personvern|©|copyright|cookies|vi bruker|informasjonskapsler|vilkår'),
  },
};
