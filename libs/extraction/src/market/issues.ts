/** Every issue code of a market row with its meaning: the table of docs/market-quotes.md. */
export const marketIssues = {
  SYMBOL_UNKNOWN: 'No instrument of this name is known.',
  SYMBOL_MISSPELT: 'The printed name is close to that of a known instrument but not equal to it.',
  SYMBOL_CASE: 'The name of a known instrument in an unusual mix of capitals.',
  SYMBOL_GLUED_TO_NUMBER: 'Digits stand directly behind the name; where the name ends is a guess.',
  SYMBOL_ENDS_IN_DIGITS: 'The name itself ends in digits ("S&P 500") and more digits follow without a gap.',
  INDEX_VARIANT_UNKNOWN: 'The name fits several indices ("Nasdaq": Composite or 100).',
  SPLIT_NUMBER: 'One number seems to be printed in two pieces.',
  NUMBER_GROUPING_INVALID: 'The digits between the marks do not form thousands.',
  NUMBER_MALFORMED: 'The text in the place of a number is none ("#REF!", "14.2.5").',
  LEADING_ZERO_NUMBER: 'A number begins with a zero that belongs to no decimal ("00%").',
  DECIMAL_OR_THOUSANDS_AMBIGUOUS: 'A single mark before three digits: decimal or thousands.',
  DECIMAL_OR_FRACTION_AMBIGUOUS: 'A mark that is a fraction, a decimal or a range ("101-16", "72/5").',
  COLUMN_SEMANTICS_UNKNOWN: 'Nothing says which number is the price and which the change.',
  TWO_PERCENT_FIELDS: 'Two numbers carry a percent sign.',
  SIGN_MISMATCH: 'Sign and arrow, or change and percent, contradict each other.',
  SIGN_UNKNOWN: 'Only a colour shows the direction, and colours mean different things in different countries.',
  CHANGE_IMPLAUSIBLE: 'The change is too large to be that of a day.',
  VALUE_MISSING: 'A field is printed as not available.',
  NO_TIMESTAMP: 'Neither the row nor its block states a time.',
  NO_CURRENCY: 'Neither the row nor its block states a currency.',
} as const;
export type MarketIssue = keyof typeof marketIssues;
