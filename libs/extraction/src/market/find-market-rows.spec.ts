import { describe, expect, it } from '@jest/globals';
import type { MarketQuote } from '@newsflow/contracts';
import { parseDocument } from 'htmlparser2';
import { findMarketRows, type FoundRow } from './find-market-rows.ts';

const facts = { pageId: 'a'.repeat(32), version: 7, parserVersion: 1 };
const inHtml = (body: string, language = 'en'): FoundRow[] =>
  findMarketRows({ kind: 'html', document: parseDocument(`<html><body>${body}</body></html>`), language }, facts);
const inText = (text: string, language = 'en'): FoundRow[] => findMarketRows({ kind: 'text', text, language }, facts);
const quotes = (rows: readonly FoundRow[]): MarketQuote[] => rows.map(({ quote }) => quote);
const table = (head: readonly string[], ...rows: readonly (readonly string[])[]): string =>
  `<table><tr>${head.map((cell) => `<th>${cell}</th>`).join('')}</tr>${rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('')}</table>`;

describe('findMarketRows in tables', () => {
  it('reads each column by its head', () => {
    const [quote] = quotes(
      inHtml(
        table(
          ['Index', 'Last', 'Prev. close', 'Chg', '% chg'],
          ['FTSE 100', '8,100.50', '8,090.25', '+10.25', '+0.13%'],
        ),
      ),
    );
    expect(quote).toMatchObject({
      raw: 'FTSE 100 8,100.50 8,090.25 +10.25 +0.13%',
      symbolRaw: 'FTSE 100',
      symbol: '^FTSE',
      instrumentType: 'index',
      last: '8100.5',
      previousClose: '8090.25',
      change: '10.25',
      changePercent: '0.13',
      currency: null,
      parseStatus: 'ok',
      occurrences: 1,
    });
  });

  it('reads heads and numbers of the page’s language', () => {
    const [quote] = quotes(
      inHtml(
        table(['Aktie', 'Kurs in €', 'Veränderung', 'Vortag'], ['Muster Werke', '1.204,50', '−1,25 %', '1.219,75']),
        'de',
      ),
    );
    expect(quote).toMatchObject({
      last: '1204.5',
      changePercent: '-1.25',
      previousClose: '1219.75',
      currency: 'EUR',
      instrumentType: 'equity',
    });
  });

  it('reads Persian digits and marks', () => {
    const [quote] = quotes(
      inHtml(
        table(['عنوان', 'قیمت (ریال)', 'تغییر', 'درصد تغییر'], ['یورو', '۶۱۲٬۴۰۰', '\u200e−۱٬۲۰۰', '\u200e−۰٫۲۰٪']),
        'fa',
      ),
    );
    expect(quote).toMatchObject({ last: '612400', change: '-1200', changePercent: '-0.2', currency: 'IRR' });
  });

  it('takes bid and ask, and the quote currency of a pair', () => {
    const [quote] = quotes(inHtml(table(['Pair', 'Bid', 'Ask'], ['EUR/NOK', '11.4101', '11.4150'])));
    expect(quote).toMatchObject({
      bid: '11.4101',
      ask: '11.415',
      last: null,
      currency: 'NOK',
      instrumentType: 'currency',
    });
  });

  it('turns pence into pounds and basis points into percent points', () => {
    const [share] = quotes(inHtml(table(['Share', 'Price', 'Change'], ['Harrow Tools', '250.5p', '-1.5p'])));
    expect(share).toMatchObject({ last: '2.505', change: '-0.015', currency: 'GBP' });
    const [bond] = quotes(inHtml(table(['Bond', 'Yield', 'Chg (bp)'], ['US 10-year', '4.10%', '-2.5'])));
    expect(bond).toMatchObject({ last: '4.1', change: '-0.025', instrumentType: 'bond' });
  });

  it('takes the time from the caption with its zone, never from the article', () => {
    const html = table(['Index', 'Last', 'Change'], ['DAX', '18,000.10', '+1.00']);
    expect(
      quotes(inHtml(html.replace('<table>', '<table><caption>March 3, 2026, 4:15 p.m. EST</caption>')))[0]?.asOf,
    ).toBe('2026-03-03T16:15:00-05:00');
    expect(quotes(inHtml(`<time>2026-03-03</time>${html}`))[0]?.asOf).toBeNull();
  });

  it('reads a table that has its instruments as columns', () => {
    const [first, second] = quotes(
      inHtml(
        table(
          ['', 'DAX', 'MDAX'],
          ['Last', '18,000.10', '26,000.20'],
          ['Change', '+1.00', '-2.00'],
          ['% Change', '+0.01%', '-0.02%'],
        ),
      ),
    );
    expect(first).toMatchObject({ symbolRaw: 'DAX', last: '18000.1', change: '1' });
    expect(second).toMatchObject({ symbolRaw: 'MDAX', last: '26000.2', change: '-2' });
  });

  it('nulls what contradicts itself and keeps the rest', () => {
    const rows = quotes(
      inHtml(
        table(
          ['Stock', 'Last', 'Change', '% Change'],
          ['Alpha Mills', '4.00', '▲ -0.10', '-2.44%'],
          ['Beta Mills', '5.00', '+0.10', '-1.96%'],
        ),
      ),
    );
    expect(rows[0]).toMatchObject({ last: '4', change: null, changePercent: '-2.44', parseStatus: 'partial' });
    expect(rows[1]).toMatchObject({ last: '5', change: null, changePercent: null, parseStatus: 'partial' });
    expect(rows[1]?.issues).toContain('SIGN_MISMATCH');
  });

  it('calls a row with a broken price malformed, with no value at all', () => {
    const [quote] = quotes(inHtml(table(['Stock', 'Last', 'Change'], ['Alpha Mills', '#REF!', '+0.10'])));
    expect(quote).toMatchObject({
      last: null,
      change: null,
      parseStatus: 'malformed',
      issues: expect.arrayContaining(['NUMBER_MALFORMED']),
    });
  });

  it.each([
    ['a poll', table(['Candidate', 'March', 'April', 'Change'], ['A. Reed', '31.5%', '30.0%', '-1.5'])],
    ['a shop', table(['Product', 'Price', 'Was', 'You save'], ['Shell stove', '$40.00', '$50.00', '-20%'])],
    ['a league', table(['Club', 'P', 'W', 'Pts', '+/-'], ['Rovers', '10', '7', '22', '▲ 1'])],
    ['the weather', table(['City', 'High', 'Low'], ['Oslo', '4', '-2'])],
    [
      'a box office',
      table(['Film', 'Weekend', 'Change', 'Total'], ['Gold Rush', '$4,000,000', '-31.4%', '$9,000,000']),
    ],
    ['a recipe', '<ul><li>Sugar 200</li><li>Butter 100</li><li>Corn 2</li></ul>'],
    ['radio stations', '<ul><li>Gold FM 94.9</li><li>Silver 101.2</li><li>Rock 99.1</li></ul>'],
    ['prices of goods', '<ul class="ticker"><li>Orange juicer $39.95 -20%</li><li>Visa card $50.00 ▼ $5.00</li></ul>'],
    ['headlines', '<ul><li>DAX ends Tuesday down 2.3%</li><li>Microsoft Ignite 2025</li></ul>'],
    ['a fare', '<p>Fares rise from $3.25 to $3.75 in March, up 4%, and gold cards get 10% off.</p>'],
  ])('finds nothing in %s', (_, html) => {
    expect(inHtml(html)).toEqual([]);
  });
});

describe('findMarketRows in lists, strips and boxes', () => {
  it('reads a marquee once and counts its repeats', () => {
    const items =
      '<li class="up"><b>Dow</b> <i>40,000.10</i> <em>▲ 12.30 (0.03%)</em></li><li class="down"><b>Gold</b> <i>2,300.40</i> <em>▼ 4.60 (0.20%)</em></li>';
    const rows = inHtml(`<ul>${items}${items}</ul>`);
    expect(rows.map(({ quote, elements }) => [quote.raw, quote.occurrences, elements?.length])).toEqual([
      ['Dow 40,000.10 ▲ 12.30 (0.03%)', 2, 2],
      ['Gold 2,300.40 ▼ 4.60 (0.20%)', 2, 2],
    ]);
    expect(rows[1]?.quote).toMatchObject({ change: '-4.6', changePercent: '-0.2' });
    expect(rows.every(({ standalone }) => standalone)).toBe(true);
  });

  it('separates a ticker in its own element from the name', () => {
    const card = (name: string, ticker: string): string =>
      `<section class="card"><h4>${name} <small>${ticker}</small></h4><strong>R$ 10,50</strong> <span>-0,50%</span></section>`;
    const rows = quotes(inHtml(card('Ibovespa', 'IBOV') + card('Companhia Azul', 'AZUL4'), 'pt-BR'));
    expect(rows[1]).toMatchObject({
      symbolRaw: 'AZUL4',
      name: 'Companhia Azul',
      last: '10.5',
      changePercent: '-0.5',
      currency: 'BRL',
    });
  });

  it('reads a quote box', () => {
    const box =
      '<dl><dt>Company</dt><dd>Tarn Pumps (NYSE: TRN)</dd><dt>Price</dt><dd>$12.40</dd><dt>Change</dt><dd>-0.20 (-1.59%)</dd><dt>Day’s range</dt><dd>$12.10 – $12.80</dd><dt>As of</dt><dd>3 Mar 2026 16:00 GMT</dd></dl>';
    expect(quotes(inHtml(box))[0]).toMatchObject({
      symbolRaw: 'TRN',
      name: 'Tarn Pumps',
      exchange: 'NYSE',
      last: '12.4',
      change: '-0.2',
      changePercent: '-1.59',
      low: '12.1',
      high: '12.8',
      currency: 'USD',
      asOf: '2026-03-03T16:00:00+00:00',
    });
  });

  it('leaves a number that can be read in two ways open, with both readings', () => {
    const [quote] = quotes(inHtml('<div><h4>Markets</h4><p>Copra: 635.254</p><p>Cocoa beans: 2,105</p></div>'));
    expect(quote).toMatchObject({
      last: null,
      parseStatus: 'ambiguous',
      issues: expect.arrayContaining(['DECIMAL_OR_THOUSANDS_AMBIGUOUS']),
    });
    expect(quote?.candidates.map(({ reading }) => reading)).toEqual(['last=635.254', 'last=635254']);
  });

  it('says where a row stands', () => {
    const [quote] = quotes(
      inHtml('<div id="strip"><span>DAX 18,000.10 +0.50%</span> | <span>MDAX 26,000.20 -0.10%</span></div>'),
    );
    expect(quote?.selector[0]).toEqual({ type: 'CssSelector', value: '#strip > span:nth-of-type(1)' });
  });
});

describe('findMarketRows in text', () => {
  const text =
    '• Nikkei38 410 25% -3%\n  Dow12 345.6 10% 2%\n• Nikkei38 410 25% -3%\n\nThe harbour was quiet on Monday.\n';
  it('keeps glued rows as they are printed and decides nothing', () => {
    const rows = inText(text);
    expect(rows.map(({ quote }) => [quote.raw, quote.symbolRaw, quote.parseStatus, quote.occurrences])).toEqual([
      ['Nikkei38 410 25% -3%', 'Nikkei38', 'ambiguous', 2],
      ['Dow12 345.6 10% 2%', 'Dow12', 'ambiguous', 1],
    ]);
    for (const { quote } of rows) {
      expect([quote.symbol, quote.last, quote.change, quote.changePercent]).toEqual([null, null, null, null]);
      expect(quote.candidates.length).toBeGreaterThan(1);
      for (const field of quote.fields) expect(quote.raw.slice(field.start, field.end)).toBe(field.raw);
    }
    expect(rows[0]?.spans?.map(({ start, end }) => text.slice(start, end))).toEqual([
      'Nikkei38 410 25% -3%',
      'Nikkei38 410 25% -3%',
    ]);
  });

  it('reads sentences with an instrument, a verb and a level', () => {
    const [row] = inText(
      'Trading was calm all day. Brent rose 1.2 % to $83.40 a barrel, traders in Leeds said on Friday.',
    );
    expect(row).toMatchObject({
      standalone: false,
      quote: { symbolRaw: 'Brent', last: '83.4', changePercent: '1.2', currency: 'USD' },
    });
  });

  it.each([
    'Netflix rose to $17.99 a month for new customers.',
    'A year ago Brent stood at $70.10 and nobody complained about it.',
    'One bank expects Bitcoin to fall to $60,000 by the summer of next year.',
    'The DAX lost 0.9% in a quiet session before the long weekend.',
  ])('takes no level that was not observed: %s', (sentence) => {
    expect(inText(sentence)).toEqual([]);
  });
});

describe('findMarketRows under attack', () => {
  it('survives deep, wide and endless markup in linear time', () => {
    const began = performance.now();
    inHtml('<div>'.repeat(20_000) + 'DAX 1.5 +2%');
    inHtml('<li>DAX 18,000.10 +0.50%</li>'.repeat(3000));
    inHtml(`<table>${'<tr><td colspan=9999 rowspan=9999>1'.repeat(500)}</table>`);
    inText(`${'Dow1 '.repeat(20_000)}\n${'1 2% '.repeat(20_000)}`);
    inText('Brent rose 1% to $1 and '.repeat(5000));
    expect(performance.now() - began).toBeLessThan(8000);
  });
});
