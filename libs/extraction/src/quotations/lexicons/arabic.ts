import type { LexiconData } from '../grammar/lexicon-data.ts';

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
  firstNames: {
    f: 'فاطمة مريم عائشة زينب خديجة سارة ليلى هدى نور منى سميرة سلمى رنا ريم دينا هالة نجلاء أمل إيمان سعاد نادية لينا مها وفاء رانيا مرتا',
    m: 'محمد أحمد علي حسن حسين محمود خالد عمر إبراهيم يوسف مصطفى سعيد سامي كريم عادل طارق ياسر جمال ناصر فيصل سلمان عبدالله عبد فؤاد رامي زياد وليد هشام ماهر نبيل بشار أنور جورج بولس الياس إلياس سليم رفيق نجيب أيمن أسامة بلال فهد ماجد منصور صالح',
  },
  organizationNouns: 'وزارة الحكومة الشرطة الجيش المحكمة وكالة الأمم',
  personNouns: 'المتحدث الرئيس الوزير المسؤول',
  groupNouns: 'مسؤولون خبراء شهود',
  timeWords: 'في أمس اليوم إن أن خلال بعد يوم',
  subjectAfterVerb: true,
  caseless: true,
};
