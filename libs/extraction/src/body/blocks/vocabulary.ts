/**
 * What class names, ids and roles say about an element. Each word list is one bit of a mask, so that the words of a page's
 * few hundred distinct class strings are matched once and the rest is integer arithmetic.
 */
const groups = {
  article: /\b(?:article|story|post|entry|news)\b/,
  body: /\b(?:article ?body|articlebody|story ?body|post ?body|entry ?content|article ?content|story ?content|post ?content|article ?text|story ?text|rich ?text|body ?text|bodytext|body ?copy|content ?body|prose|wysiwyg|news ?text|text ?body|articletext|main ?content|paragraph|field ?body|td post content)\b/,
  related:
    /\b(?:related|relate|recommend\w*|recirc\w*|latest|popular|trending|more ?stories|most ?read|more ?news|read ?more|readmore|read ?also|see ?also|also ?like|similar|further|outbrain|taboola|up ?next|next|prev|previous|pagination|pager|suggest\w*|teasers?|promos?|onward|headlines|mehr|weitere|verwandt\w*|similaires)\b/,
  comment:
    /\b(?:comments?|disqus|discussion|replies|reply|respond|kommentar\w*|commentaires?|comentarios?|commento?\w*|reactions?|forum)\b/,
  share:
    /\b(?:share|sharing|shares|social|socials|addthis|sharedaddy|tweet|whatsapp|facebook|twitter|follow|print|bookmark|tools|toolbar|actions?|buttons?|btn|cta)\b/,
  advertisement:
    /\b(?:ad|ads|advert|advertisement|advertising|adslot|sponsor\w*|promo|promotion\w*|affiliate|commercial|werbung|anzeige|publicite|banner|dfp|gpt|shop|product|deals?)\b/,
  subscribe:
    /\b(?:newsletter|subscri\w*|signup|sign ?up|signin|login|log ?in|register|registration|paywall|membership|donat\w*|mailchimp|optin|abo|support)\b/,
  author:
    /\b(?:author\w*|byline|by ?line|bio|biography|about|contributor\w*|writer|credits|autor|auteur|profile|avatar|vcard)\b/,
  caption: /\b(?:caption\w*|credit\w*|photo|photograph\w*|legend|figcaption|image|img|picture|media|copyright|slide)\b/,
  tags: /\b(?:tags?|taglist|topics?|keywords?|kicker|category|categories|labels?|eyebrow|rubric|section ?name|cat ?links)\b/,
  sidebar: /\b(?:sidebar|side ?bar|aside|widget\w*|rail|right ?col\w*|secondary|sticky|complementary|column ?right)\b/,
  footer: /\b(?:footer|foot|bottom|legal|copyright|colophon|contentinfo|disclaimer|imprint)\b/,
  navigation:
    /\b(?:nav|navbar|navigation|menu|submenu|breadcrumbs?|topbar|masthead|skip|sitemap|pagination|search|language|hamburger)\b/,
  header: /\b(?:header|head|title|headline|hero|heading|titel|headings)\b/,
  date: /\b(?:date|time|timestamp|published|pubdate|datetime|meta|metadata|posted|updated|info|details|read ?time|reading ?time|dateline)\b/,
  gallery: /\b(?:gallery|carousel|slideshow|slider|swiper|lightbox|slick)\b/,
  video: /\b(?:video|player|podcast|audio|embed|embedded|twitter ?tweet|instagram|youtube|jwplayer|livestream)\b/,
  modal:
    /\b(?:modal|popup|pop ?up|cookie\w*|consent|gdpr|overlay|dialog|tooltip|alert|notice|banner|privacy|onetrust|toast|dropdown)\b/,
  card: /\b(?:cards?|teaser\w*|list|listing|grid|tile|tiles|items?|feed|archive|loop|collection)\b/,
  summary:
    /\b(?:summary|standfirst|dek|deck|lead|lede|intro|introduction|excerpt|subtitle|sub ?title|subhead\w*|subheadline|description|abstract|chapo|vorspann|teasertext|strapline|synopsis|perex|ingress|sapo)\b/,
  factbox:
    /\b(?:pull ?quote|pullquote|fact ?box|factbox|info ?box|infobox|box|callout|key ?points|highlights?|takeaways?|explainer|accordion|faq)\b/,
  hidden:
    /\b(?:hidden|sr only|visually hidden|visuallyhidden|screen reader\w*|noprint|no print|print only|offscreen|assistive\w*|d none)\b/,
  contents: /\b(?:toc|table of contents|contents|jump ?links|anchor ?links|tabs?|inhaltsverzeichnis)\b/,
  bibliography: /\b(?:references?|footnotes?|citations?|sources?|bibliography|reflist|quellen)\b/,
} as const;

export type Word = keyof typeof groups;
export const words = Object.keys(groups) as Word[];
const patterns = words.map((word) => groups[word]);

export const bit = (word: Word): number => 1 << words.indexOf(word);

/** The first words of the phrases in the lists: "rich" of "rich text". */
const phraseStarts = new Set(
  patterns
    .flatMap(({ source }) => source.slice('\\b(?:'.length, -')\\b'.length).split('|'))
    .filter((alternative) => alternative.includes(' '))
    .map((phrase) => phrase.slice(0, phrase.indexOf(' '))),
);
const longestPhrase = 3;

/** Of single words and short phrases; sites name their elements with the same few. */
const knownMasks = new Map<string, number>();
const mostKnown = 5_000;

function knownMask(phrase: string): number {
  let mask = knownMasks.get(phrase);
  if (mask !== undefined) return mask;
  mask = matches(phrase);
  if (knownMasks.size >= mostKnown) knownMasks.clear();
  knownMasks.set(phrase, mask);
  return mask;
}

/** Nothing in the lists is longer than {@link longestPhrase} words: the union of what those of the text say. */
function maskOf(split: string): number {
  const all = split.split(' ');
  let mask = 0;
  for (let index = 0; index < all.length; index++) {
    const word = all[index] ?? '';
    mask |= knownMask(word);
    if (phraseStarts.has(word)) mask |= knownMask(all.slice(index, index + longestPhrase).join(' '));
  }
  return mask;
}

function matches(split: string): number {
  let mask = 0;
  for (let index = 0; index < patterns.length; index++) if (patterns[index]?.test(split)) mask |= 1 << index;
  return mask;
}

/** Mask of the groups whose words occur in a class string; "articleBody__text" reads as "article body text". */
export class Vocabulary {
  private readonly masks = new Map<string, number>();
  private readonly bySplit = new Map<string, number>();

  mask(text: string): number {
    const known = this.masks.get(text);
    if (known !== undefined) return known;
    const split = text
      .slice(0, 400)
      .replace(/([a-z])([A-Z])/g, '$1 $2')
      .replace(/[^A-Za-z0-9]+/g, ' ')
      // No word list holds digits: "comment-1041" and "comment-1042" are matched once.
      .replace(/\d+/g, '0')
      .toLowerCase();
    const mask = this.bySplit.get(split) ?? maskOf(split);
    this.bySplit.set(split, mask);
    this.masks.set(text, mask);
    return mask;
  }
}
