/**
 * What class names, ids and roles say about an element, as lists of words; each list is one bit of a mask, so that the words of a page's few
 * hundred distinct class strings are looked up once and the rest is integer arithmetic. `article~body` is "article body"
 * and "articlebody", `d_none` two words, `sponsor*` all words that begin so.
 */
const groups = {
  article: 'article story post entry news',
  body: 'article~body articlebody story~body post~body entry~content article~content story~content post~content article~text story~text rich~text body~text bodytext body~copy content~body prose wysiwyg news~text text~body articletext main~content paragraph field~body td_post_content',
  related:
    'related relate recommend* recirc* latest popular trending more~stories most~read more~news read~more readmore read~also see~also also~like similar further outbrain taboola up~next next prev previous pagination pager suggest* teaser teasers promo promos onward headlines mehr weitere verwandt* similaires',
  comment:
    'comment comments disqus discussion replies reply respond kommentar* commentaire commentaires comentario comentarios comment* reaction reactions forum',
  share:
    'share sharing shares social socials addthis sharedaddy tweet whatsapp facebook twitter follow print bookmark tools toolbar action actions button buttons btn cta',
  advertisement:
    'ad ads advert advertisement advertising adslot sponsor* promo promotion* affiliate commercial werbung anzeige publicite banner dfp gpt shop product deal deals',
  subscribe:
    'newsletter subscri* signup sign~up signin login log~in register registration paywall membership donat* mailchimp optin abo support',
  author: 'author* byline by~line bio biography about contributor* writer credits autor auteur profile avatar vcard',
  caption: 'caption* credit* photo photograph* legend figcaption image img picture media copyright slide',
  tags: 'tag tags taglist topic topics keyword keywords kicker category categories label labels eyebrow rubric section~name cat~links',
  sidebar:
    'sidebar side~bar aside widget* rail right~col right~column right~columns rightcol* secondary sticky complementary column~right',
  footer: 'footer foot bottom legal copyright colophon contentinfo disclaimer imprint',
  navigation:
    'nav navbar navigation menu submenu breadcrumb breadcrumbs topbar masthead skip sitemap pagination search language hamburger',
  header: 'header head title headline hero heading titel headings',
  date: 'date time timestamp published pubdate datetime meta metadata posted updated info details read~time reading~time dateline',
  gallery: 'gallery carousel slideshow slider swiper lightbox slick',
  video: 'video player podcast audio embed embedded twitter~tweet instagram youtube jwplayer livestream',
  modal:
    'modal popup pop~up cookie* consent gdpr overlay dialog tooltip alert notice banner privacy onetrust toast dropdown',
  card: 'card cards teaser* list listing grid tile tiles item items feed archive loop collection',
  summary:
    'summary standfirst dek deck lead lede intro introduction excerpt subtitle sub~title subhead* subheadline description abstract chapo vorspann teasertext strapline synopsis perex ingress sapo',
  factbox:
    'pull~quote pullquote fact~box factbox info~box infobox box callout key~points highlight highlights takeaway takeaways explainer accordion faq',
  hidden:
    'hidden sr_only visually_hidden visuallyhidden screen_reader screen_readers noprint no_print print_only offscreen assistive* d_none',
  contents: 'toc table_of_contents contents jump~links anchor~links tab tabs inhaltsverzeichnis',
  bibliography:
    'reference references footnote footnotes citation citations source sources bibliography reflist quellen',
} as const;

export type Word = keyof typeof groups;
export const words = Object.keys(groups) as Word[];

export const bit = (word: Word): number => 1 << words.indexOf(word);

/** Masks of whole words and phrases. */
const whole = new Map<string, number>();
/** Beginnings of words with their masks, by their own first letters. */
const beginnings = new Map<string, { beginning: string; mask: number }[]>();
/** No beginning is shorter. */
const startLength = 5;
/** The first words of phrases. */
const phraseStarts = new Set<string>();
const longestPhrase = 3;

const add = (text: string, mask: number): void => {
  whole.set(text, (whole.get(text) ?? 0) | mask);
};

for (const word of words)
  for (const entry of groups[word].split(' ')) {
    if (entry.endsWith('*')) {
      const beginning = entry.slice(0, -1);
      const start = beginning.slice(0, startLength);
      beginnings.set(start, [...(beginnings.get(start) ?? []), { beginning, mask: bit(word) }]);
      continue;
    }
    for (const joint of entry.includes('~') ? [' ', ''] : ['']) {
      const phrase = entry.replaceAll('~', joint).replaceAll('_', ' ');
      add(phrase, bit(word));
      if (phrase.includes(' ')) phraseStarts.add(phrase.slice(0, phrase.indexOf(' ')));
    }
  }

function maskOfWord(word: string): number {
  let mask = whole.get(word) ?? 0;
  for (const { beginning, mask: own } of beginnings.get(word.slice(0, startLength)) ?? [])
    if (word.startsWith(beginning)) mask |= own;
  return mask;
}

/** The union of what the words and the phrases of a text say. */
function maskOf(all: readonly string[]): number {
  let mask = 0;
  for (let index = 0; index < all.length; index++) {
    const word = all[index] ?? '';
    mask |= maskOfWord(word);
    if (!phraseStarts.has(word)) continue;
    for (let length = 2; length <= longestPhrase; length++)
      mask |= whole.get(all.slice(index, index + length).join(' ')) ?? 0;
  }
  return mask;
}

const longestNames = 400;
/** Words of class names in lower case: those of "articleBody__text" are article, body and text. */
const wordsOf = (names: string): string[] =>
  names
    .slice(0, longestNames)
    .match(/[A-Z]*[a-z\d]+|[A-Z\d]+/g)
    ?.map(lowered) ?? [];

const lowered = (word: string): string => word.toLowerCase();

/** Mask of the groups whose words occur in a class string. */
export class Vocabulary {
  private readonly masks = new Map<string, number>();

  mask(names: string): number {
    if (names === '') return 0;
    let mask = this.masks.get(names);
    if (mask === undefined) this.masks.set(names, (mask = maskOf(wordsOf(names))));
    return mask;
  }
}
