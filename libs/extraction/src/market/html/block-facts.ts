import { plainMarks } from '../numbers/marks.ts';
import { decimalOfBlock } from '../numbers/convention.ts';
import { type BlockTime, blockTime } from '../words/as-of.ts';
import { currencyIn } from '../words/currencies.ts';
import type { InstrumentType } from '../words/instrument.ts';
import type { BlockFacts } from '../rows/row.ts';

const exchanges = [
  'Xetra',
  'NYSE',
  'Nasdaq',
  'Euronext Paris',
  'Euronext Amsterdam',
  'Euronext Lisbon',
  'Wiener Börse',
  'Borsa Italiana',
  'BIST',
  'LSE',
  'London Stock Exchange',
  'SIX',
  'Мосбиржа',
  'Мосбирже',
  '東証',
  'TSX',
  'ASX',
  'B3',
  'GPW',
  'Tadawul',
];
const exchangeIn = (text: string): string | null => {
  const found = exchanges.filter((name) => text.includes(name));
  return found.length === 1 ? (found[0] ?? null) : null;
};

export interface AroundBlock {
  readonly language: string | null;
  /** Caption or heading. */
  readonly caption: string;
  /** Heads of the price columns. */
  readonly heads: string;
  /** A short note before or after the block. */
  readonly note: string;
  /** All values of the block. */
  readonly values: string;
  readonly type: InstrumentType | null;
}

/** What a block says once for all its rows. */
export function blockFacts({ language, caption, heads, note, values, type }: AroundBlock): BlockFacts {
  const words = `${heads} ${caption}`;
  const cents = /\b(?:u\.?s\.? )?cents?\b|¢/iu.test(words) && !/\beuros?\b/iu.test(words);
  const minor = /\b(?:pence|GBX|GBp)\b|\(p\)/u.test(words);
  const time: BlockTime | null =
    blockTime(caption, language) ?? blockTime(note, language) ?? blockTime(heads, language);
  const currency = cents
    ? null
    : minor
      ? 'GBP'
      : (currencyIn(heads, language) ?? currencyIn(caption, language) ?? currencyIn(note, language));
  return {
    language,
    decimal: decimalOfBlock(plainMarks(values), language),
    currency,
    minor,
    time,
    exchange: exchangeIn(caption),
    type,
  };
}
