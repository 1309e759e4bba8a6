/** Zeros of the decimal digit systems that news pages use: Arabic-Indic, Persian, Devanagari, Bengali, full width. */
const zeros = [0x660, 0x6f0, 0x966, 0x9e6, 0xff10];
const marks: Readonly<Record<string, string>> = {
  '\u2212': '-',
  '\u2013': '-',
  '\u2014': '-',
  '\ufe63': '-',
  '\uff0d': '-',
  '\u2010': '-',
  '\u2011': '-',
  '\uff0b': '+',
  '\uff05': '%',
  '\u066a': '%',
  '\uff0e': '.',
  '\uff0c': ',',
  '\u2019': "'",
  '\u02bc': "'",
  '\u202f': '\u00a0',
  '\u2009': '\u00a0',
  '\u2007': '\u00a0',
  '\u2044': '/',
};
const foreign =
  /[\u02bc\u0660-\u0669\u066a\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef\u2007\u2009-\u2014\u2019\u202f\u2044\u2212\ufe63\uff05\uff0b-\uff19]/gu;

/** Direction marks and joiners: invisible, but they stand inside numbers of right-to-left pages. */
const invisible = /[\u200b\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff\u00ad]/gu;

/** The same text, unit for unit as long, with ASCII digits, minus, percent and one kind of fixed blank. */
export const plainMarks = (text: string): string => text.replaceAll(foreign, plainMark);

function plainMark(unit: string): string {
  const mark = marks[unit];
  if (mark !== undefined) return mark;
  const code = unit.charCodeAt(0);
  const zero = zeros.find((first) => code >= first && code < first + 10);
  return zero === undefined ? unit : String(code - zero);
}

/** Visible text with white space collapsed. Fixed blanks stay: they group digits. */
export const visibleText = (text: string): string =>
  needsTidying.test(text)
    ? text
        .replaceAll(invisible, '')
        .replaceAll(/[ \t\r\n\f\v\u2028\u2029]+/gu, ' ')
        .trim()
    : text.trim();

/** Most texts need no replacing. */
const needsTidying = / {2}|[\t\r\n\f\v\u2028\u2029\u200b\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff\u00ad]/u;
