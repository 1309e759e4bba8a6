const variants: Readonly<Record<string, string>> = { ي: 'ی', ك: 'ک' };

/** Arabic yeh and kaf as the Persian ones: older Persian pages have only these. */
export const foldLetters = (text: string): string => text.replace(/[يك]/g, foldLetter);

const foldLetter = (letter: string): string => variants[letter] ?? letter;

const zeros = ['\u0660', '\u06f0'];

/** Digits of Arabic and Persian as ASCII ones, to look for dates and numbers with one pattern. */
export const foldDigits = (text: string): string => text.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, foldDigit);

function foldDigit(digit: string): string {
  const zero = zeros.findLast((first) => first <= digit) ?? digit;
  return String(digit.charCodeAt(0) - zero.charCodeAt(0));
}
