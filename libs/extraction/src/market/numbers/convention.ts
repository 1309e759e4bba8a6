import type { DecimalMark } from './number.ts';

const commaLanguages = new Set(
  'af be bg bs ca cs da de el es et eu fi fr gl hr hu hy id is it ka kk ky lt lv mk nb nl nn no pl pt ro ru sk sl sq sr sv tr uk uz vi'.split(
    ' ',
  ),
);
const pointRegions = new Set(['CH', 'LI', 'MX', 'GT', 'HN', 'NI', 'PA', 'PE', 'PR', 'SV', 'DO', 'CU', 'US']);

/** The decimal mark that a language tag (BCP 47) uses; null for none. Source: Unicode CLDR number symbols. */
function decimalOf(language: string | null): DecimalMark | null {
  if (language === null) return null;
  const [base = '', ...rest] = language.split(/[-_]/u);
  const region = rest.find((part) => /^[A-Za-z]{2}$/u.test(part))?.toUpperCase();
  if (!commaLanguages.has(base.toLowerCase())) return '.';
  return region !== undefined && pointRegions.has(region) && ['de', 'es', 'it'].includes(base.toLowerCase())
    ? '.'
    : ',';
}

/**
 * The decimal mark of one block: what its unambiguous numbers show, else what the page's language says; null where they
 * contradict each other. `text` is in plain marks.
 */
export function decimalOfBlock(text: string, language: string | null): DecimalMark | null {
  const shown = new Set<string>();
  const lone = new Set<string>();
  // Bounded, and never begun within a run of digits: an endless one costs linear time.
  for (const [number] of text.matchAll(/(?<!\d)\d{1,30}(?:[.,]\d{1,30}){1,10}/gu)) {
    const marks = number.replaceAll(/\d/gu, '');
    const last = marks.at(-1) ?? '';
    const groups = number.split(/[.,]/u);
    const decimals = groups.at(-1)?.length ?? 0;
    if (new Set(marks).size === 2) {
      if (marks.indexOf(last) === marks.length - 1) shown.add(last);
    } else if (marks.length > 1) {
      if (groups.slice(1).every(({ length }) => length === 3)) shown.add(last === '.' ? ',' : '.');
    } else if (decimals !== 3 || groups[0] === '0') shown.add(last);
    else lone.add(last);
  }
  if (shown.size === 1) return [...shown][0] === '.' ? '.' : ',';
  if (shown.size > 1 || lone.size > 1) return null;
  return decimalOf(language);
}
