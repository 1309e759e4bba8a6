import type { MarketIssue } from '../issues.ts';
import type { Amount } from '../numbers/amounts.ts';
import { isoTime } from '../words/as-of.ts';
import { knownGlued, knownInstrument, misspelt } from '../words/known.ts';
import type { Line } from './line.ts';
import { type Candidate, fieldOf, type RowReading } from './reading.ts';
import type { BlockFacts } from './row.ts';

/**
 * A row whose columns ran into each other ("S&P5002 60 50% 10%"): nothing in it is certain. It keeps its text, its fields
 * as printed and the readings that are possible; cutting at the first digit would invent a price.
 */
export function readGlued(line: Line, block: BlockFacts): RowReading {
  const { row, amounts } = line;
  const word = /^\S+/u.exec(row.raw)?.[0] ?? '';
  const glued = knownGlued(word);
  const letters = /^(.*?\D)(\d+)$/u.exec(word);
  const name = glued?.name ?? letters?.[1] ?? row.name ?? word;
  const digits = glued?.digits ?? letters?.[2] ?? '';
  const near = glued?.known ?? knownInstrument(row.name ?? '') ?? misspelt(name);
  const isExact = knownInstrument(name) ?? knownInstrument(row.name ?? '');
  const next = amounts[0];
  const issues = new Set<MarketIssue>();
  if (near === null) issues.add('SYMBOL_UNKNOWN');
  else if (isExact === null) issues.add('SYMBOL_MISSPELT');
  else if (/\p{Ll}\p{Lu}/u.test(name) && digits !== '') issues.add('SYMBOL_CASE');
  if (digits !== '') issues.add('SYMBOL_GLUED_TO_NUMBER');
  if (glued?.endsInDigits === true) issues.add('SYMBOL_ENDS_IN_DIGITS');
  const continues = digits !== '' && digits.length <= 3 && next !== undefined && next.unit !== 'percent';
  if (continues) issues.add('SPLIT_NUMBER');
  const pieces = next === undefined ? '' : next.raw.replace(/[.,].*$/u, '');
  if (continues && near !== null && pieces.length !== 3) issues.add('NUMBER_GROUPING_INVALID');
  for (const issue of numberIssues(amounts)) issues.add(issue);
  if (near?.variant === true) issues.add('INDEX_VARIANT_UNKNOWN');
  issues.add('COLUMN_SEMANTICS_UNKNOWN');
  const percents = amounts.filter(({ unit }) => unit === 'percent');
  if (percents.length > 1) issues.add('TWO_PERCENT_FIELDS');
  if (new Set(percents.filter(({ value }) => value !== '0').map(({ sign }) => sign ?? 1)).size > 1)
    issues.add('SIGN_MISMATCH');
  if (Math.abs(Number(percents.at(-1)?.value ?? 0)) >= 10) issues.add('CHANGE_IMPLAUSIBLE');
  const time = block.time === null ? null : isoTime(block.time);
  if (time === null) issues.add('NO_TIMESTAMP');
  issues.add('NO_CURRENCY');
  const groups = continues && near !== null && pieces.length === 3;
  return {
    raw: row.raw,
    symbol: null,
    symbolRaw: digits === '' ? (row.name ?? word) : word,
    name: near === null ? (row.name ?? word) : name,
    type: near?.instrument.type ?? null,
    exchange: null,
    currency: null,
    time,
    values: {},
    status: 'ambiguous',
    issues: [...issues],
    candidates: readings(name, word, digits, amounts, near?.instrument.symbol ?? null),
    fields: amounts.map((amount) =>
      fieldOf(
        {
          field: 'last',
          state: 'number',
          amount,
          start: amount.start,
          end: amount.end,
          direction: null,
          colourOnly: false,
          basisPoints: false,
        },
        row.raw,
      ),
    ),
    confidence: near === null ? 0.1 : groups ? 0.35 : 0.2,
  };
}

function* numberIssues(amounts: readonly Amount[]): Generator<MarketIssue> {
  for (const amount of amounts) {
    if (amount.issue !== null) yield amount.issue;
    else if (amount.unit !== 'percent' && /^\d{1,3}[.,]\d{3}$/u.test(amount.raw))
      yield 'DECIMAL_OR_THOUSANDS_AMBIGUOUS';
  }
}

function readings(
  name: string,
  word: string,
  digits: string,
  amounts: readonly Amount[],
  symbol: string | null,
): Candidate[] {
  const [first, second, third] = amounts.map(({ raw }) => raw);
  if (first === undefined) return [];
  const rest = [
    second === undefined ? '' : `, change=${second}`,
    third === undefined ? '' : `, changePercent=${third}`,
  ].join('');
  const written: Candidate = {
    reading: `name "${digits === '' ? name : word}", last=${first}${rest}`,
    why: 'as written: value, change, percent by place',
  };
  if (digits === '') return [written, ...joined(first, second)];
  const whole = `${digits} ${first}`;
  return [
    {
      reading: `name "${name}"${symbol === null ? '' : ` (${symbol})`}, last="${whole}"`,
      why: 'the digits at the name and the next number are one number',
    },
    written,
    ...joined(first, second),
  ];
}

const joined = (first: string, second: string | undefined): Candidate[] =>
  second !== undefined && /^0\d%$/u.test(second)
    ? [
        {
          reading: `last="${first} ${second.slice(0, -1)}"`,
          why: 'the second number is a two-digit tail of the first with a stray percent sign',
        },
      ]
    : [];
