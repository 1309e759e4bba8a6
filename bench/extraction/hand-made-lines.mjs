// The strings of numbers and the seed page, whose right reading was written down by hand.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pageId } from '@newsflow/contracts';
import { parsePage } from '@newsflow/extraction/development';
import { dataFolder } from '../../training/development-data.mjs';

const url = 'http://page.invalid/';
const read = (bytes, contentType) =>
  parsePage({ bytes, contentType, url, pageId: pageId(url), version: 1, rights: { robots: [] } });

const issuesOf = {
  ambiguous: /AMBIGUOUS|SIGN_MISMATCH/,
  malformed: /MALFORMED|INVALID/,
  missing: /VALUE_MISSING/,
  suspect: /LEADING_ZERO|IMPLAUSIBLE|MALFORMED/,
};

/** A case stands alone in the column of changes of a table, on a page that states no language. */
function isRight({ raw, value, unit, status, locale }) {
  const page = `<html${locale ? ' lang="en"' : ''}><body><table><tr><th>Index<th>Last<th>Change<tr><td>DAX<td>100<td>${raw}</table>`;
  const quote = read(Buffer.from(page), 'text/html').marketQuotes[0];
  if (quote === undefined) return false;
  // Basis points are percent points of a change.
  const given = (unit === 'percent' ? (quote.changePercent ?? quote.change) : quote.change) ?? '';
  const isMoneyRight = unit === '' || unit === 'percent' || quote.currency === unit;
  const isDoubted = raw === '' || (issuesOf[status]?.test(quote.issues.join(' ')) ?? true);
  return given === value && isMoneyRight && isDoubted;
}

function numberCases() {
  const lines = readFileSync(join(dataFolder, 'quotations', 'number-cases.tsv'), 'utf8')
    .split('\n')
    .slice(1)
    .filter(Boolean);
  const cases = lines.map((line) => {
    const [raw = '', value = '', unit = '', status = ''] = line.split('\t');
    return { raw, value, unit, status, locale: status === 'ok-by-locale' };
  });
  return { right: cases.filter(isRight).length, of: cases.length };
}

/** Quotations and market rows of the seed page that stand exactly where the gold says. */
function seedPage() {
  const folder = join(dataFolder, 'seed');
  const gold = JSON.parse(readFileSync(join(folder, 'seed-gold.json'), 'utf8'));
  const { quotations, marketQuotes } = read(readFileSync(join(folder, '000_bd79811b425dde84.txt')), 'text/plain');
  const places = new Set(quotations.map(({ start, end }) => `${start}-${end}`));
  const rows = marketQuotes.flatMap(({ raw, occurrences }) => Array(occurrences).fill(raw));
  const found = gold.marketRows.filter(({ raw }) => {
    const index = rows.indexOf(raw);
    if (index >= 0) rows.splice(index, 1);
    return index >= 0;
  });
  return {
    'quotations of the seed page': {
      right: gold.quotations.filter(({ start, end }) => places.has(`${start}-${end}`)).length,
      of: gold.quotations.length,
    },
    'market rows of the seed page': { right: found.length, of: gold.marketRows.length },
  };
}

export async function countLines() {
  if (!existsSync(join(dataFolder, 'seed'))) return {};
  return { 'number strings': numberCases(), ...seedPage() };
}
