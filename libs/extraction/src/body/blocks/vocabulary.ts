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
    'sidebar side~bar aside widget* rail right~col right~col0 right~column right~columns rightcol* secondary sticky complementary column~right',
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

/** Masks of whole words and phrases, and of the beginnings of words. */
const whole = new Map<string, number>();
const beginnings = new Map<string, number>();
/** The first words of phrases. */
const phraseStarts = new Set<string>();
const longestPhrase = 3;
let shortestBeginning = Infinity;
let longestBeginning = 0;

const add = (masks: Map<string, number>, text: string, mask: number): void => {
  masks.set(text, (masks.get(text) ?? 0) | mask);
};

for (const word of words)
  for (const entry of groups[word].split(' ')) {
    if (entry.endsWith('*')) {
      const beginning = entry.slice(0, -1);
      add(beginnings, beginning, bit(word));
      shortestBeginning = Math.min(shortestBeginning, beginning.length);
      longestBeginning = Math.max(longestBeginning, beginning.length);
      continue;
    }
    for (const joint of entry.includes('~') ? [' ', ''] : ['']) {
      const phrase = entry.replaceAll('~', joint).replaceAll('_', ' ');
      add(whole, phrase, bit(word));
      if (phrase.includes(' ')) phraseStarts.add(phrase.slice(0, phrase.indexOf(' ')));
    }
  }

function maskOfWord(word: string): number {
  let mask = whole.get(word) ?? 0;
  const longest = Math.min(word.length, longestBeginning);
  for (let length = shortestBeginning; length <= longest; length++) mask |= beginnings.get(word.slice(0, length)) ?? 0;
  return mask;
}

/** The union of what the words and the phrases of a text say. */
function maskOf(split: string): number {
  const all = split.split(' ');
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
