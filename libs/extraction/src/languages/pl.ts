import type { Language } from './language.ts';
import { monthForms, phrases } from './phrases.ts';

export const pl: Language = {
  code: 'pl',
  months: monthForms(
    'stycznia|styczeń|sty lutego|luty|lut marca|marzec|mar kwietnia|kwiecień|kwi maja|maj czerwca|czerwiec|cze lipca|lipiec|lip sierpnia|sierpień|sie września|wrzesień|wrz października|październik|paź listopada|listopad|lis grudnia|grudzień|gru',
  ),
  byWords: phrases('autor|autorzy|autorka|napisał|napisała|tekst|opracował|opracowanie|oprac.|rozmawiał|przez'),
  andWords: phrases('i|oraz'),
  roleWords: phrases('redakcja|redaktor|dziennikarz|dziennikarka|korespondent|reporter'),
  publishedWords: phrases('opublikowano|data publikacji|dodano|publikacja|utworzono'),
  updatedWords: phrases('aktualizacja|zaktualizowano|ostatnia aktualizacja|zmodyfikowano'),
  stopWords: phrases(
    'i|w|na|z|do|się|nie|że|to|jest|o|jak|po|za|od|przez|ale|dla|tym|co|tego|są|czy|oraz|już|był|także|być|ma|który|które|tylko|może|jego|ze|przy|było',
  ),
  furniture: {
    related: phrases(
      'czytaj też|czytaj także|zobacz też|zobacz także|czytaj więcej|przeczytaj także|przeczytaj też|powiązane|powiązane artykuły|najczęściej czytane|polecamy|więcej|więcej na ten temat|zobacz również|sprawdź też|dowiedz się więcej|najnowsze|czytaj dalej|poprzedni artykuł|następny artykuł|warto przeczytać',
    ),
    subscribe: phrases(
      'zapisz się|subskrybuj|newsletter|zaloguj się|zarejestruj|obserwuj nas|dołącz|śledź nas|wykup|prenumerata|twój e-mail|masz już konto|wesprzyj',
    ),
    share: phrases(
      'udostępnij|drukuj|komentarze|skomentuj|dodaj komentarz|podziel się|wydrukuj|kopiuj link|zamknij|posłuchaj|zgłoś błąd|tweetnij|pokaż więcej|twój adres e-mail nie zostanie opublikowany',
    ),
    advertisement: phrases(
      'reklama|materiał sponsorowany|dalsza część tekstu pod|dalszy ciąg materiału|artykuł sponsorowany|tekst sponsorowany',
    ),
    credit: phrases('fot.|foto:|zdjęcie:|źródło:|© |fot|autor zdjęcia|zdj.|wideo:'),
    tags: phrases('tagi|tematy|słowa kluczowe|kategorie|tematy:'),
    legal: phrases(
      'wszelkie prawa zastrzeżone|polityka prywatności|©|copyright|cookies|używamy plików|ta strona|regulamin|akceptuję|rodo',
    ),
  },
};
