import type { Language } from './language.ts';
import { monthForms, phrases } from './phrases.ts';

export const de: Language = {
  code: 'de',
  months: monthForms(
    'januar|jan|jänner februar|feb|feber märz|mär|mrz april|apr mai juni|jun juli|jul august|aug september|sep|sept oktober|okt november|nov dezember|dez',
  ),
  byWords: phrases(
    'von|ein beitrag von|ein artikel von|autor|autorin|autor/in|geschrieben von|text von|ein interview von|verfasst von|gespeichert von|beitrag von|interview:|interview von|autoren|autorinnen|herausgeber|über den autor|über die autorin',
  ),
  afterNameWords: phrases('mit|für|folgen|teilen|lesezeit|kommentar|kommentare|fotos von|sagt'),
  andWords: phrases('und'),
  roleWords: phrases(
    'redaktion|redakteur|redakteurin|korrespondent|korrespondentin|reporter|reporterin|autor|autorin|volontär|volontärin|chefredakteur|ressortleiter|freier journalist',
  ),
  publishedWords: phrases('veröffentlicht|veröffentlicht am|erschienen|erstellt|stand|datum|publiziert|vom'),
  updatedWords: phrases('aktualisiert|zuletzt aktualisiert|aktualisiert am|geändert|letzte änderung|update'),
  stopWords: phrases(
    'der|die|das|und|in|den|von|zu|mit|ist|im|des|nicht|ein|eine|auf|für|sich|dem|als|es|auch|an|werden|aus|er|hat|dass|sie|nach|wird|bei|einer|um|am|sind|noch|wie|einem|über|so|zum|war|haben|nur|oder|aber|vor|zur',
  ),
  furniture: {
    related: phrases(
      'lesen sie auch|lesen sie mehr|mehr zum thema|mehr lesen|weiterlesen|auch interessant|das könnte sie auch interessieren|das könnte dich auch interessieren|ähnliche artikel|verwandte artikel|verwandte themen|meistgelesen|mehr dazu|zum thema|siehe auch|hintergrund:|aktuelle nachrichten|weitere artikel|weitere nachrichten|weitere themen|weitere beiträge|neueste beiträge|vorheriger beitrag|nächster beitrag|mehr aus|mehr von|mehr nachrichten|empfehlungen|empfehlung der redaktion|lesetipp|passend zum thema|top-themen|zur startseite|unsere empfehlungen|beliebte artikel|lies auch|lies mehr',
    ),
    subscribe: phrases(
      'abonnieren|newsletter|jetzt abonnieren|jetzt anmelden|anmelden|folgen sie uns|folge uns|registrieren|einloggen|jetzt registrieren|jetzt testen|bereits abonnent|kostenlos testen|unterstützen sie|spenden|e-mail-adresse|ihre e-mail|verpassen sie|bleiben sie|die wichtigsten nachrichten|jetzt weiterlesen|mit einem abo|hier geht es zum|sie haben schon',
    ),
    share: phrases(
      'teilen|artikel teilen|drucken|kommentare|kommentar|kommentieren|kommentar schreiben|schreiben sie einen kommentar|schreibe einen kommentar|merken|artikel drucken|per e-mail|auf facebook|auf twitter|link kopieren|artikel verschicken|artikel anhören|fehler melden|feedback|nach oben|inhaltsverzeichnis|vorlesen|alle anzeigen|mehr anzeigen|schließen|leserkommentare|antworten|diskutieren sie|deine e-mail-adresse wird nicht',
    ),
    advertisement: phrases(
      'anzeige|werbung|gesponsert|sponsored|externer inhalt|an dieser stelle finden sie|empfohlener redaktioneller inhalt|an dieser stelle befindet sich|dieser artikel enthält affiliate',
    ),
    credit: phrases(
      'foto:|fotos:|bild:|bilder:|bildquelle|quelle:|foto von|© |copyright|symbolbild|archivbild|grafik:|video:|imago',
    ),
    tags: phrases('schlagwörter|schlagworte|themen:|themen|tags|stichwörter|kategorien|kategorie|mehr zu:|schlagwort'),
    legal: phrases(
      'alle rechte vorbehalten|impressum|datenschutz|nutzungsbedingungen|agb|©|copyright|cookies|wir verwenden cookies|diese website verwendet cookies|wir nutzen cookies|mit der nutzung|haftungsausschluss|zustimmen|datenschutzerklärung|ich bin damit einverstanden|durch klicken',
    ),
  },
};
