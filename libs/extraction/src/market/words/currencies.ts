import { plainMarks } from '../numbers/marks.ts';

/** ISO 4217 codes that pages print. */
const codes = new Set(
  (
    'AED ARS AUD BDT BGN BHD BRL CAD CHF CLP CNH CNY COP CZK DKK EGP EUR GBP GEL HKD HUF IDR ILS INR IQD IRR ISK JOD JPY KES KRW KWD KZT ' +
    'LBP MAD MXN MYR NGN NOK NZD OMR PEN PHP PKR PLN QAR RON RSD RUB SAR SEK SGD THB TND TRY TWD UAH USD UYU UZS VND ZAR'
  ).split(' '),
);

/** Signs and words, lower case; `$` and `¥` depend on the page's region (see dollarOf). */
const words: Readonly<Record<string, string>> = {
  us$: 'USD',
  $us: 'USD',
  'u.s. dollars': 'USD',
  'us dollars': 'USD',
  'us-dollar': 'USD',
  'us dollar': 'USD',
  'u.s. dollar': 'USD',
  'canadian dollars': 'CAD',
  'australian dollars': 'AUD',
  c$: 'CAD',
  a$: 'AUD',
  au$: 'AUD',
  nz$: 'NZD',
  hk$: 'HKD',
  s$: 'SGD',
  nt$: 'TWD',
  r$: 'BRL',
  mex$: 'MXN',
  '€': 'EUR',
  '£': 'GBP',
  '₽': 'RUB',
  '₺': 'TRY',
  '₹': 'INR',
  '₩': 'KRW',
  '₪': 'ILS',
  '₴': 'UAH',
  '₸': 'KZT',
  '₫': 'VND',
  '฿': 'THB',
  '﷼': 'IRR',
  円: 'JPY',
  元: 'CNY',
  人民币: 'CNY',
  원: 'KRW',
  euros: 'EUR',
  euro: 'EUR',
  евро: 'EUR',
  يورو: 'EUR',
  یورو: 'EUR',
  pounds: 'GBP',
  sterling: 'GBP',
  sterlina: 'GBP',
  sterline: 'GBP',
  libra: 'GBP',
  libras: 'GBP',
  'livre sterling': 'GBP',
  'livres sterling': 'GBP',
  pfund: 'GBP',
  dollars: '$',
  dollar: '$',
  dólar: 'USD',
  dólares: 'USD',
  dollari: 'USD',
  dollaro: 'USD',
  доллар: 'USD',
  доллара: 'USD',
  долларов: 'USD',
  دلار: 'USD',
  دولار: 'USD',
  dolar: 'USD',
  dolara: 'USD',
  ドル: 'USD',
  $: '$',
  yen: 'JPY',
  yens: 'JPY',
  '¥': '¥',
  franken: 'CHF',
  'francs suisses': 'CHF',
  'franco svizzero': 'CHF',
  'franco suizo': 'CHF',
  'swiss franc': 'CHF',
  sfr: 'CHF',
  'fr.': 'CHF',
  zł: 'PLN',
  zloty: 'PLN',
  złotych: 'PLN',
  kč: 'CZK',
  ft: 'HUF',
  lei: 'RON',
  tl: 'TRY',
  lira: 'TRY',
  'türk lirası': 'TRY',
  руб: 'RUB',
  'руб.': 'RUB',
  рубля: 'RUB',
  рублей: 'RUB',
  рубль: 'RUB',
  рублях: 'RUB',
  ریال: 'IRR',
  reais: 'BRL',
  real: 'BRL',
  'peso mexicano': 'MXN',
  'pesos mexicanos': 'MXN',
  rupees: 'INR',
  'جنيه مصري': 'EGP',
  'الجنيه المصري': 'EGP',
  جنيها: 'EGP',
  'ريال سعودي': 'SAR',
  'درهم إماراتي': 'AED',
  'دينار كويتي': 'KWD',
  yuan: 'CNY',
  won: 'KRW',
};

const dollars: Readonly<Record<string, string>> = {
  CA: 'CAD',
  AU: 'AUD',
  NZ: 'NZD',
  SG: 'SGD',
  HK: 'HKD',
  MX: 'MXN',
  AR: 'ARS',
  CL: 'CLP',
  CO: 'COP',
  TW: 'TWD',
};

/** A bare `$` or `¥` means the money of the page's region: US dollars unless the language tag says otherwise. */
function byRegion(currency: string, language: string | null): string {
  const region = language?.split(/[-_]/u).find((part) => /^[A-Z]{2}$/u.test(part)) ?? '';
  if (currency === '$') return dollars[region] ?? 'USD';
  if (currency === '¥') return language?.startsWith('zh') === true ? 'CNY' : 'JPY';
  return currency;
}

const escape = (text: string): string => text.replaceAll(/[.$\\]/gu, '\\$&');
const alternatives = (list: readonly string[]): string =>
  [...list]
    .sort((a, b) => b.length - a.length)
    .map(escape)
    .join('|');
const isSign = (word: string): boolean => /[^\p{L}.\s-]/u.test(word) || /^[円元원]$/u.test(word);

/** Signs that may stand directly at a number. */
export const signPattern = `${alternatives(
  Object.keys(words)
    .filter((word) => isSign(word))
    .flatMap((word) => [...new Set([word, word.toUpperCase()])]),
)}|${[...codes].join('|')}`;
/** Signs, words and codes that may follow a number. */
const capitalised = (word: string): string =>
  word.replaceAll(/(?<![\p{L}])\p{L}/gu, (letter) => letter.toUpperCase()).replace(/^Us\b/u, 'US');
export const unitPattern = `${alternatives(Object.keys(words).flatMap((word) => [...new Set([word, capitalised(word), word.toUpperCase()])]))}|${[...codes].join('|')}`;

const inText = new RegExp(
  `(${alternatives(Object.keys(words).filter((word) => isSign(word)))})|(?<![\\p{L}])(${alternatives(Object.keys(words).filter((word) => !isSign(word)))}|${[...codes].join('|').toLowerCase()})(?![\\p{L}])`,
  'giu',
);

/** ISO 4217 code of one sign, word or code; null if it is none. */
export function currencyOf(word: string, language: string | null): string | null {
  const text = word.trim().toLowerCase();
  const code = text.toUpperCase();
  if (codes.has(code)) return code;
  const known = Object.hasOwn(words, text) ? words[text] : undefined;
  return known === undefined ? null : byRegion(known, language);
}

/** The one currency that a caption, heading or note names; null for none or several. */
export function currencyIn(text: string, language: string | null): string | null {
  const found = new Set<string>();
  for (const [word] of plainMarks(text).matchAll(inText)) {
    const currency = currencyOf(word, language);
    if (currency !== null) found.add(currency);
  }
  const [only] = found;
  return found.size === 1 ? (only ?? null) : null;
}

/** Coins that are priced in each other and in money. */
const coins = new Set([
  'BTC',
  'ETH',
  'USDT',
  'USDC',
  'BNB',
  'SOL',
  'XRP',
  'DOGE',
  'ADA',
  'TRX',
  'LTC',
  'DOT',
  'BCH',
  'XMR',
]);
const priced = (part: string, language: string | null): string | null =>
  currencyOf(part, language) ?? (coins.has(part.trim()) ? part.trim() : null);

/** "EUR/USD", "GBPUSD", "Euro / dólar", "£/$", "Dollar/yen": base and quote; null if the text is no pair. */
export function pairIn(text: string, language: string | null): { base: string; quote: string } | null {
  const joined = /^([A-Z]{3})([A-Z]{3})$/u.exec(text.trim());
  const parts = joined ? [joined[1] ?? '', joined[2] ?? ''] : text.split(/\s?[/-]\s?/u);
  if (parts.length !== 2) return null;
  const [base, quote] = parts.map((part) => priced(part, language));
  return base && quote && base !== quote ? { base, quote } : null;
}
