import type { MarketIssue } from '../issues.ts';
import { currencyOf, signPattern, unitPattern } from '../words/currencies.ts';
import { type DecimalMark, readNumber, shiftDecimal } from './number.ts';

/** One number in the text of a row or cell, with everything that is printed at it. */
export interface Amount {
  /** Offsets in the text that was read, signs and units included. */
  readonly start: number;
  readonly end: number;
  readonly raw: string;
  /** Without its sign, scaled ("1.2K" is 1200). */
  readonly value: string | null;
  readonly sign: 1 | -1 | null;
  readonly arrow: 1 | -1 | null;
  /** Accounting: "(0.15)" may be a minus. */
  readonly bracketed: boolean;
  readonly unit: 'percent' | 'basis-points' | 'money' | null;
  readonly currency: string | null;
  /** The money is in hundredths of `currency` ("741.2p"). */
  readonly minor: boolean;
  readonly issue: MarketIssue | null;
  readonly readings: readonly string[];
}

export interface NumberContext {
  readonly decimal: DecimalMark | null;
  readonly language: string | null;
  /** A plain blank may group digits here: one cell holds one number. */
  readonly blankGroups: boolean;
}

const up = '▲△↑▴⬆⇧⏶🔺🔼⯅';
const down = '▼▽↓▾⬇⇩⏷🔻🔽⯆';
const percent =
  '%|percent|per cent|pct\\.?|[Pp]rozent|por ciento|per cento|procent|pour cent|proc\\.|процентов|процента|процент';
const scales: Readonly<Record<string, number>> = {
  K: 3,
  k: 3,
  M: 6,
  MM: 6,
  B: 9,
  T: 12,
  mn: 6,
  mln: 6,
  bn: 9,
  bln: 9,
  tn: 12,
  Mio: 6,
  'Mio.': 6,
  Mrd: 9,
  'Mrd.': 9,
  млн: 6,
  млрд: 9,
  million: 6,
  billion: 9,
  milliards: 9,
};
const scalePattern = 'Mio\\.?|Mrd\\.?|million|billion|milliards|млрд|млн|mln|bln|mn|bn|tn|MM|K|k|M|B|T';
/** Lengths are bounded: what is longer is no price, and would be tried anew at each of its digits. */
const core = (blankGroups: boolean): string => {
  const group = blankGroups ? '[ \\u00a0]' : '\\u00a0';
  const dashed = blankGroups ? '\\d{2,3}-\\d{2}(?!\\d)|' : '';
  return `${dashed}\\d{1,3}(?:${group}\\d{3}){1,8}(?:[.,٫]\\d{1,20})?(?![\\d.,])|\\d{1,30}(?:[.,'٬٫/]\\d{1,20}){0,10}(?: ?[½¼¾⅛⅜⅝⅞])?`;
};
const pattern = (blankGroups: boolean): RegExp =>
  new RegExp(
    `(?<![\\p{L}\\d:])(?<before>(?:${signPattern})(?=\\())?(?<open>\\()?(?:(?<arrow>[${up}${down}])\\ufe0f?\\s?)?(?<sign>[+-]{1,2})?\\s?(?<prefix>(?<![\\p{L}/]|/\\s)(?:%|(?:${signPattern})\\s?))?(?<sign2>[+-](?=\\d))?(?<core>${core(blankGroups)})` +
      `(?![.,]?\\d)(?:\\s?(?<scale>${scalePattern})(?![\\p{L}]))?(?:\\s?(?<unit>${percent}|bps?|basis points|${unitPattern}|GBX|p|¢)(?![\\p{L}]))?(?<trail>[+-](?![\\p{L}\\d]))?(?<close>\\))?(?![\\p{L}\\d°:])`,
    'gu',
  );
const patterns = { cell: pattern(true), line: pattern(false) };

/** All numbers of `text` (in plain marks), in order. */
export function findAmounts(text: string, context: NumberContext): Amount[] {
  const found: Amount[] = [];
  for (const match of text.matchAll(context.blankGroups ? patterns.cell : patterns.line)) {
    const groups = match.groups ?? {};
    found.push(toAmount(match[0], match.index, groups, context));
  }
  return found;
}

function toAmount(
  raw: string,
  start: number,
  groups: Readonly<Record<string, string | undefined>>,
  context: NumberContext,
): Amount {
  const printed = groups.core ?? '';
  const scale = groups.scale === undefined ? 0 : (scales[groups.scale] ?? 0);
  const scaled = (value: string): string => (scale === 0 ? value : shiftDecimal(value, scale));
  const unit = groups.unit ?? '';
  const prefix = (groups.prefix ?? '').trim();
  const isPercent = prefix === '%' || (unit !== '' && new RegExp(`^(?:${percent})$`, 'u').test(unit));
  // A percentage has no thousands worth the doubt: "2.635%" is a decimal whatever the language.
  const mark = /[.,]/u.exec(printed)?.[0];
  const number = readNumber(printed, context.decimal ?? (isPercent && (mark === '.' || mark === ',') ? mark : null));
  const isMinor = /^(?:p|GBX|¢)$/u.test(unit);
  const currency = isMinor
    ? unit === '¢'
      ? 'USD'
      : 'GBP'
    : (currencyOf(prefix, context.language) ??
      currencyOf(groups.before ?? '', context.language) ??
      currencyOf(unit, context.language));
  const doubled = (groups.sign?.length ?? 0) > 1 || (groups.sign !== undefined && groups.sign2 !== undefined);
  const signText = groups.sign ?? groups.sign2 ?? groups.trail;
  const leadingZero = /^0\d/u.test(printed);
  return {
    start: start + raw.length - raw.trimStart().length,
    end: start + raw.trimEnd().length,
    raw: raw.trim(),
    value: number.value === null || doubled ? null : scaled(number.value),
    sign: signText === undefined ? null : signText.startsWith('-') ? -1 : 1,
    arrow: groups.arrow === undefined ? null : up.includes(groups.arrow) ? 1 : -1,
    bracketed: groups.open !== undefined && groups.close !== undefined,
    unit: isPercent
      ? 'percent'
      : /^(?:bps?|basis points)$/u.test(unit)
        ? 'basis-points'
        : currency === null
          ? null
          : 'money',
    currency,
    minor: isMinor,
    issue: doubled ? 'NUMBER_MALFORMED' : (number.issue ?? (leadingZero ? 'LEADING_ZERO_NUMBER' : null)),
    readings: number.readings.map(scaled),
  };
}
