import type { Language } from './language.ts';
import { monthForms, phrases } from './phrases.ts';

export const fr: Language = {
  code: 'fr',
  months: monthForms(
    'janvier|janv|jan février|fevrier|févr|fév mars avril|avr mai juin juillet|juil août|aout septembre|sept octobre|oct novembre|nov décembre|decembre|déc',
  ),
  byWords: phrases('par|écrit par|publié par|rédigé par|propos recueillis par|auteur|texte|de notre correspondant'),
  andWords: phrases('et|avec'),
  roleWords: phrases(
    'journaliste|rédacteur|rédactrice|rédaction|la rédaction|correspondant|correspondante|envoyé spécial|envoyée spéciale|reporter|rédacteur en chef|chroniqueur',
  ),
  publishedWords: phrases('publié|publié le|mis en ligne|posté|date|paru le|le'),
  updatedWords: phrases('mis à jour|mis à jour le|modifié|modifié le|actualisé|dernière mise à jour'),
  stopWords: phrases(
    'le|la|les|de|des|du|un|une|et|en|à|que|qui|dans|pour|pas|sur|est|au|par|plus|ce|il|ne|se|son|avec|a|sont|ont|été|cette|mais|aux|ou|elle|ses|leur|comme|on|fait|être|nous|vous',
  ),
  furniture: {
    related: phrases(
      "lire aussi|à lire aussi|lire la suite|a lire aussi|à lire|voir aussi|à voir aussi|lire également|articles liés|sur le même sujet|articles similaires|les plus lus|en savoir plus|vous aimerez aussi|à découvrir|pour aller plus loin|dans la même rubrique|dernières actualités|article précédent|article suivant|plus d'articles|nos autres articles|recommandé pour vous|suite de l'article|contenus sponsorisés|retrouvez tous|l'actualité|découvrez aussi",
    ),
    subscribe: phrases(
      "abonnez-vous|s'abonner|je m'abonne|inscrivez-vous|newsletter|suivez-nous|se connecter|connectez-vous|déjà abonné|créer un compte|soutenez|faire un don|recevez|votre adresse|votre e-mail|article réservé|il vous reste|rejoignez|offrez|vous êtes abonné",
    ),
    share: phrases(
      'partager|partager cet article|imprimer|commentaires|commentaire|commenter|réagir|laisser un commentaire|envoyer par mail|copier le lien|écouter|sauvegarder|temps de lecture|voir les commentaires|sommaire|fermer|voir plus|haut de page|votre adresse e-mail ne sera pas publiée',
    ),
    advertisement: phrases(
      'publicité|annonce|sponsorisé|contenu sponsorisé|la suite après cette publicité|la suite de cet article après|après la publicité',
    ),
    credit: phrases(
      "photo :|photo:|photos :|crédit|crédits|crédit photo|© |illustration|image :|source :|vidéo :|photo d'illustration|photo d'archives",
    ),
    tags: phrases('mots-clés|mots clés|tags|thèmes|sujets|étiquettes|catégories|dans le même thème|rubriques'),
    legal: phrases(
      'tous droits réservés|mentions légales|politique de confidentialité|conditions générales|©|copyright|cookies|nous utilisons des cookies|en poursuivant|ce site utilise|données personnelles|gestion des cookies|accepter',
    ),
  },
};
