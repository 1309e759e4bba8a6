import type { MarketIssue } from '../issues.ts';

export type DecimalMark = '.' | ',';
export interface NumberReading {
  /** Canonical decimal without a sign; null if it cannot be told. */
  readonly value: string | null;
  readonly issue: MarketIssue | null;
  /** Every other way to read it. */
  readonly readings: readonly string[];
}

const canonical = (whole: string, fraction = ''): string => {
  const integer = whole.replace(/^0+(?=\d)/u, '');
  const digits = fraction.replace(/0+$/u, '');
  return digits === '' ? integer : `${integer}.${digits}`;
};
const certain = (value: string): NumberReading => ({ value, issue: null, readings: [value] });
const undecided = (issue: MarketIssue, ...readings: string[]): NumberReading => ({ value: null, issue, readings });

/** Thousands ("1,234,567") or Indian lakhs ("12,34,567"). */
const isGrouped = (groups: readonly string[]): boolean => {
  const [first = '', ...rest] = groups;
  if (first.length < 1 || first.length > 3 || rest.at(-1)?.length !== 3) return false;
  const middle = rest.slice(0, -1);
  return (
    middle.every(({ length }) => length === 3) || (first.length <= 2 && middle.every(({ length }) => length === 2))
  );
};

const fractions: Readonly<Record<string, string>> = {
  '½': '5',
  '¼': '25',
  '¾': '75',
  '⅛': '125',
  '⅜': '375',
  '⅝': '625',
  '⅞': '875',
};

/**
 * Reads one unsigned number in plain marks (see plainMarks). `decimal` is the mark that the page's language or the rest of
 * the block uses, null if they do not say or contradict each other. Never guesses: what can be read in two ways has no value.
 */
export function readNumber(text: string, decimal: DecimalMark | null): NumberReading {
  const vulgar = /^(\d+) ?([½¼¾⅛⅜⅝⅞])$/u.exec(text);
  if (vulgar) return certain(canonical(vulgar[1] ?? '', fractions[vulgar[2] ?? '']));
  if (/^\d+$/u.test(text)) return certain(canonical(text));
  if (/^\d+[/-]\d+$/u.test(text)) return undecided('DECIMAL_OR_FRACTION_AMBIGUOUS', canonical(...pair(text, /[/-]/u)));

  const groups = text.split(/[.,'٬٫ \u00a0]/u);
  const used = Array.from(text.replaceAll(/\d/gu, ''));
  const kinds = new Set(used);
  const last = used.at(-1) ?? '';
  if (kinds.size > 2 || groups.some((group) => !/^\d+$/u.test(group))) return undecided('NUMBER_MALFORMED');
  const whole = groups.slice(0, -1);
  const fraction = groups.at(-1) ?? '';
  if (kinds.size === 2) {
    const lastIsDecimal = '.,٫'.includes(last) && used.indexOf(last) === used.length - 1;
    if (!lastIsDecimal || !isGrouped(whole)) return undecided('NUMBER_GROUPING_INVALID');
    return certain(canonical(whole.join(''), fraction));
  }
  if (last === '٫')
    return used.length === 1 ? certain(canonical(whole.join(''), fraction)) : undecided('NUMBER_MALFORMED');
  if (last === "'" && used.length === 1 && fraction.length < 3)
    return undecided('DECIMAL_OR_FRACTION_AMBIGUOUS', canonical(whole.join(''), fraction));
  if (used.length > 1 || "'٬ \u00a0".includes(last))
    return isGrouped(groups)
      ? certain(canonical(groups.join('')))
      : undecided(last === '.' ? 'NUMBER_MALFORMED' : 'NUMBER_GROUPING_INVALID');
  return loneMark(whole.join(''), fraction, last as DecimalMark, decimal);
}

/** "1.234": three digits behind a single mark are a decimal or a thousand; anything else is a decimal. */
function loneMark(whole: string, fraction: string, mark: DecimalMark, decimal: DecimalMark | null): NumberReading {
  const asDecimal = canonical(whole, fraction);
  if (fraction.length !== 3 || whole.length > 3 || /^0/u.test(whole)) return certain(asDecimal);
  const asThousands = canonical(whole + fraction);
  if (decimal === null) return undecided('DECIMAL_OR_THOUSANDS_AMBIGUOUS', asDecimal, asThousands);
  return certain(mark === decimal ? asDecimal : asThousands);
}

const pair = (text: string, separator: RegExp): [string, string] => {
  const [left = '', right = ''] = text.split(separator);
  return [left, right];
};

/** Moves the decimal mark: `shift("741.2", -2)` is "7.412". */
export function shiftDecimal(value: string, places: number): string {
  const sign = value.startsWith('-') ? '-' : '';
  const [whole = '0', fraction = ''] = value.replace('-', '').split('.');
  const digits = places < 0 ? whole.padStart(1 - places, '0') + fraction : whole + fraction.padEnd(places, '0');
  const point = (places < 0 ? Math.max(whole.length, 1 - places) : whole.length) + places;
  return sign + canonical(digits.slice(0, point), digits.slice(point));
}
