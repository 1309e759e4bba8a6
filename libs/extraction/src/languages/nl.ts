import type { Language } from './language.ts';
import { monthForms, phrases } from './phrases.ts';

export const nl: Language = {
  code: 'nl',
  months: monthForms(
    'januari|jan februari|feb maart|mrt april|apr mei juni|jun juli|jul augustus|aug september|sep|sept oktober|okt november|nov december|dec',
  ),
  byWords: phrases('door|geschreven door|van onze|auteur|tekst'),
  andWords: phrases('en|met'),
  roleWords: phrases(
    'redactie|redacteur|verslaggever|correspondent|journalist|columnist|van onze redactie|hoofdredacteur',
  ),
  publishedWords: phrases('gepubliceerd|geplaatst|gepubliceerd op|datum|geplaatst op'),
  updatedWords: phrases('bijgewerkt|laatst bijgewerkt|gewijzigd|laatste update|aangepast'),
  stopWords: phrases(
    'de|van|een|het|en|in|is|dat|op|te|zijn|met|voor|die|niet|aan|er|om|hij|ook|als|maar|bij|door|naar|nog|uit|ze|over|dan|was|heeft|tot|wordt|kan|deze|meer|wel|ik|je|hebben|werd|worden',
  ),
  furniture: {
    related: phrases(
      'lees ook|lees meer|lees verder|meer over|gerelateerd|gerelateerde artikelen|bekijk ook|zie ook|meest gelezen|meer nieuws|meer lezen|aanbevolen|misschien ook interessant|ander nieuws|laatste nieuws|verder lezen|vorig artikel|volgend artikel',
    ),
    subscribe: phrases(
      'abonneer|word abonnee|schrijf je in|nieuwsbrief|inloggen|log in|volg ons|meld je aan|aanmelden|al abonnee|maak een account|steun ons|ontvang|je e-mailadres',
    ),
    share: phrases(
      'delen|deel dit|deel|print|reacties|reageer|laat een reactie achter|geef een reactie|kopieer link|opslaan|luister|sluiten|toon meer|het e-mailadres wordt niet gepubliceerd',
    ),
    advertisement: phrases(
      'advertentie|gesponsord|reclame|lees verder onder de advertentie|tekst gaat verder|de tekst gaat verder',
    ),
    credit: phrases("foto:|foto's:|beeld:|bron:|© |fotograaf|video:|illustratie|anp"),
    tags: phrases("tags|onderwerpen|trefwoorden|categorieën|meer over|thema's"),
    legal: phrases(
      'alle rechten voorbehouden|privacybeleid|©|copyright|cookies|wij gebruiken cookies|deze website|algemene voorwaarden|accepteren',
    ),
  },
};
