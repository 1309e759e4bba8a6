import type { LexiconData } from '../grammar/lexicon.ts';

/** The conjunction و is written onto the verb: each form with and without it. */
const joined = (lines: readonly string[]): string[] =>
  lines.map((line) => {
    const [lemma = '', forms = ''] = line.split(':');
    const list = forms.trim().split(/\s+/u);
    return `${lemma}: ${[...list, ...list.map((form) => `و${form}`)].join(' ')}`;
  });

export const arabic: LexiconData = {
  language: 'ar',
  speechVerbs: joined([
    'قال: قال قالت قالوا يقول تقول',
    'أضاف: أضاف أضافت',
    'أكد: أكد أكدت يؤكد تؤكد',
    'أعلن: أعلن أعلنت',
    'أوضح: أوضح أوضحت',
    'صرح: صرح صرحت',
    'ذكر: ذكر ذكرت',
    'أشار: أشار أشارت',
    'كتب: كتب كتبت',
    'تابع: تابع تابعت',
    'اعتبر: اعتبر اعتبرت',
    'شدد: شدد شددت',
    'رأى: رأى',
    'حذر: حذر حذرت',
    'أفاد: أفاد أفادت',
  ]),
  sourceBefore: ['وفقا ل', 'بحسب', 'حسب'],
  pronouns: 'هو:ms هي:fs هم:cp',
  complementizers: 'أن إن أنّ إنّ بأن',
  conjunctions: 'لكن بينما عندما حيث',
  and: 'و',
  prepositions: 'في من إلى على عن مع بعد قبل خلال عند أمام حول',
  nounLinks: 'من باسم في',
  titles: 'الرئيس رئيس وزير الوزير المتحدث السيد السيدة الدكتور',
  gendered: 'السيد:m السيدة:f',
  organizationNouns: 'وزارة الحكومة الشرطة الجيش المحكمة وكالة الأمم',
  personNouns: 'المتحدث الرئيس الوزير المسؤول',
  groupNouns: 'مسؤولون خبراء شهود',
  timeWords: 'في أمس اليوم إن أن خلال بعد يوم',
  subjectAfterVerb: true,
  caseless: true,
};

export const persian: LexiconData = {
  language: 'fa',
  speechVerbs: [
    'گفتن: گفت گفتند می‌گوید می‌گویند میگوید گفته‌است',
    'افزودن: افزود افزودند',
    'اعلام کردن: اعلام',
    'تاکید کردن: تاکید تأکید',
    'اظهار داشتن: اظهار',
    'نوشتن: نوشت نوشتند نوشته',
    'بیان کردن: بیان',
    'تصریح کردن: تصریح',
    'ادامه دادن: ادامه',
    'پرسیدن: پرسید',
    'خاطرنشان کردن: خاطرنشان',
    'یادآور شدن: یادآور',
  ],
  sourceBefore: ['به گفته', 'به گفتهٔ', 'بنا بر گزارش'],
  pronouns: 'او:cs وی:cs آنها:cp آن‌ها:cp',
  complementizers: 'که',
  auxiliaries: 'کرد کردند داشت است',
  adverbs: 'نیز همچنین امروز دیروز سپس',
  conjunctions: 'اما ولی زیرا چون هنگامی',
  and: 'و',
  prepositions: 'در به از با بر برای تا درباره پس روز',
  titles: 'رئیس‌جمهور رئیس وزیر آقای خانم دکتر سخنگوی',
  gendered: 'آقای:m خانم:f',
  organizationNouns: 'وزارت دولت پلیس ارتش دادگاه خبرگزاری سازمان',
  personNouns: 'سخنگوی وزیر رئیس',
  groupNouns: 'مقامات کارشناسان شاهدان',
  timeWords: 'روز امروز دیروز در به',
  subjectAfterVerb: true,
  verbFinal: true,
  caseless: true,
};
