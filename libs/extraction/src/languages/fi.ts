import type { Language } from './language.ts';
import { monthForms, phrases } from './phrases.ts';

export const fi: Language = {
  code: 'fi',
  months: monthForms(
    'tammikuuta|tammikuu helmikuuta|helmikuu maaliskuuta|maaliskuu huhtikuuta|huhtikuu toukokuuta|toukokuu kesäkuuta|kesäkuu heinäkuuta|heinäkuu elokuuta|elokuu syyskuuta|syyskuu lokakuuta|lokakuu marraskuuta|marraskuu joulukuuta|joulukuu',
  ),
  byWords: phrases('teksti|kirjoittanut|kirjoittaja|toimittaja'),
  andWords: phrases('ja|sekä'),
  roleWords: phrases('toimittaja|päätoimittaja|toimitus'),
  publishedWords: phrases('julkaistu|luotu'),
  updatedWords: phrases('päivitetty|viimeksi päivitetty|muokattu'),
  stopWords: phrases(
    'ja|on|ei|se|että|oli|hän|ovat|mutta|myös|kun|kuin|joka|niin|sen|tai|jos|ole|nyt|hänen|vain|siitä|mukaan|jo|vielä|ovat|olla|ollut|voi|koska|sekä|jotka|mitä|tämä',
  ),
  furniture: {
    related: phrases('lue myös|lue lisää|katso myös|aiheesta lisää|luetuimmat|lisää aiheesta|uusimmat|suosittelemme'),
    subscribe: phrases('tilaa|kirjaudu|uutiskirje|seuraa meitä|rekisteröidy|luo tili'),
    share: phrases('jaa|tulosta|kommentit|kommentoi|jätä kommentti|kopioi linkki|sulje|kuuntele|näytä lisää'),
    advertisement: phrases('mainos|kaupallinen yhteistyö|juttu jatkuu mainoksen jälkeen'),
    credit: phrases('kuva:|kuvat:|lähde:|© |video:'),
    tags: phrases('aiheet|avainsanat|tunnisteet|asiasanat'),
    legal: phrases('kaikki oikeudet|tietosuoja|©|copyright|evästeet|käyttöehdot'),
  },
};
