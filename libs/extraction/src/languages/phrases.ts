/** "a|b c" → ["a", "b c"]: keeps a word list on a few lines. */
export const phrases = (text: string): readonly string[] => text.split('|').map((phrase) => phrase.trim());

/** Twelve months separated by blanks, the forms of each by "|". */
export const monthForms = (text: string): readonly (readonly string[])[] =>
  text.split(/\s+/).map((forms) => forms.split('|'));
