import type { Language } from './language.ts';
import { monthForms, phrases } from './phrases.ts';

export const it: Language = {
  code: 'it',
  months: monthForms(
    'gennaio|gen febbraio|feb marzo|mar aprile|apr maggio|mag giugno|giu luglio|lug agosto|ago settembre|set|sett ottobre|ott novembre|nov dicembre|dic',
  ),
  byWords: phrases('di|a cura di|scritto da|pubblicato da|autore|dal nostro inviato|testo di'),
  andWords: phrases('e|ed|con'),
  roleWords: phrases(
    'redazione|la redazione|giornalista|inviato|inviata|corrispondente|redattore|redattrice|direttore|collaboratore',
  ),
  publishedWords: phrases('pubblicato|pubblicato il|pubblicata|data'),
  updatedWords: phrases('aggiornato|aggiornato il|aggiornata|ultimo aggiornamento|modificato|ultima modifica'),
  stopWords: phrases(
    'di|e|il|la|che|in|a|per|un|è|non|una|sono|da|del|si|con|le|i|al|come|più|della|ma|alla|anche|dei|nel|ha|gli|o|se|su|ci|dal|lo|delle|questo|tra|cui|nella|essere|stato',
  ),
  furniture: {
    related: phrases(
      'leggi anche|leggi tutto|leggi di più|per approfondire|approfondisci|articoli correlati|potrebbe interessarti|ti potrebbe interessare|vedi anche|altre notizie|i più letti|più letti|notizie correlate|continua a leggere|articolo precedente|articolo successivo|ultime notizie|correlati|scopri di più|in evidenza|da non perdere',
    ),
    subscribe: phrases(
      'iscriviti|abbonati|accedi|registrati|seguici|newsletter|ricevi|già abbonato|la tua email|sostienici|unisciti|contenuto riservato',
    ),
    share: phrases(
      'condividi|stampa|commenti|commenta|lascia un commento|invia|copia link|salva|ascolta|chiudi|mostra di più|il tuo indirizzo email non sarà pubblicato|tempo di lettura',
    ),
    advertisement: phrases('pubblicità|annuncio|sponsorizzato|contenuto sponsorizzato|continua dopo la pubblicità'),
    credit: phrases('foto:|foto di|immagine:|fonte:|crediti|credit|© |video:|ansa|fotogramma'),
    tags: phrases('tag|argomenti|tags|temi|etichette|categorie|parole chiave'),
    legal: phrases(
      'tutti i diritti riservati|riproduzione riservata|©|copyright|privacy policy|informativa|cookie|questo sito utilizza|utilizziamo i cookie|note legali|termini e condizioni|accetta',
    ),
  },
};
