import type { Language } from './language.ts';
import { monthForms, phrases } from './phrases.ts';

export const en: Language = {
  code: 'en',
  months: monthForms(
    'january|jan february|feb march|mar april|apr may june|jun july|jul august|aug september|sep|sept october|oct november|nov december|dec',
  ),
  byWords: phrases(
    'by|written by|story by|words by|reported by|text by|posted by|article by|submitted by|insights from|interview by|interview:|author|authors|about the author',
  ),
  otherCredits: phrases(
    'reviewed|medically reviewed|edited|checked|fact checked|fact-checked|approved|verified|photo|photos|photograph|photographs|photography|image|images|illustration|illustrations|graphic|graphics|video|powered|translated|sponsored|presented|provided|developed|designed|hosted|built|made|produced|owned|operated|brought to you|followed|caused|led|required|supported|funded|commented|comment|compiled for|sold',
  ),
  afterNameWords: phrases(
    'follow|share|min read|minute read|comment|comments|view profile|fact check|fact-check|fact-checked|fact checked|reviewed by|medically reviewed by|edited by|photo by|photos by|photography by|photographs by|contact|read more|see full bio|more by|for|special to|on monday|on tuesday|on wednesday|on thursday|on friday|on saturday|on sunday',
  ),
  andWords: phrases('and|with'),
  roleWords: phrases(
    'staff writer|staff reporter|senior reporter|reporter|correspondent|editor|senior editor|contributor|contributing writer|columnist|staff|writer|author|freelance journalist|journalist|political editor|business editor|news editor|special correspondent',
  ),
  publishedWords: phrases('published|posted|first published|publication date|released|created|date|issued'),
  updatedWords: phrases('updated|last updated|modified|last modified|edited|revised|reviewed'),
  stopWords: phrases(
    'the|of|and|to|in|a|is|that|for|it|as|was|with|be|by|on|not|he|his|but|at|are|this|have|from|or|had|an|they|which|you|were|their|been|has|would|what|will|there|if|can|all|her|she|who|said|more|when|we|about',
  ),
  furniture: {
    related: phrases(
      "read more|read also|also read|see also|read next|up next|related|related articles|related stories|related posts|related content|related topics|related news|more from|more on this|more stories|more in|more about|recommended|recommended for you|you may also like|you might also like|you may also be interested|most read|most popular|trending|latest news|latest stories|don't miss|editor's picks|what to read next|watch:|watch now|listen:|listen to|continue reading|keep reading|further reading|next article|previous article|next post|previous post|popular posts|recent posts|top stories|explore more|learn more|in case you missed",
    ),
    subscribe: phrases(
      'subscribe|sign up|newsletter|get our|get the latest|join our|follow us|follow me|follow @|download our|download the|get unlimited access|log in|login|sign in|register|already a subscriber|create an account|become a member|support us|donate|enter your email|stay up to date|want more|never miss|you can follow|join the conversation|get in touch|contact us|find us on|like us on|get email alerts|email address|your email',
    ),
    share: phrases(
      'share|share this|share on|tweet|pin it|print|print this|email this|copy link|save|leave a comment|leave a reply|post a comment|comments|comment|view comments|show comments|add a comment|report a typo|listen to this article|text size|facebook|twitter|whatsapp|reddit|linkedin|link copied|gift this article|bookmark|add to favorites|jump to|skip to|back to top|load more|view all|see all|show more|show less|view gallery|expand|close|click here',
    ),
    advertisement: phrases(
      'advertisement|advertising|sponsored|sponsored content|promoted|paid content|story continues below|article continues below|scroll to continue|continue reading below|this article may contain affiliate links|we may earn',
    ),
    credit: phrases(
      'photo:|photo by|photos by|photo credit|photograph:|photographs by|picture:|image:|image credit|image by|image source|images:|credit:|courtesy of|getty images|file photo|illustration:|illustration by|source:|video:|a file photo',
    ),
    tags: phrases(
      'tags:|tags|tagged|tagged with|filed under|topics:|topics|categories:|category:|keywords:|posted in|more on:|related topics|in this article|read more about|explore more on these topics',
    ),
    legal: phrases(
      'all rights reserved|copyright|©|(c) |terms of use|terms of service|terms and conditions|privacy policy|cookie|we use cookies|this website uses cookies|this site uses cookies|by clicking|by continuing|disclaimer|reproduction in whole|reuse this content|for more information on cookies|your privacy|manage preferences|accept all|this site is protected by recaptcha',
    ),
  },
};
