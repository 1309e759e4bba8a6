/** A mark that may open or close a quotation; `mark` as printed. */
export interface Mark {
  readonly at: number;
  readonly mark: string;
}

/** Two apostrophes for one double mark, as some agencies type it; opened with two grave accents by others. */
export const twin = "''";

const pattern = /'{2,3}|``|[“”„‟"«»「」『』‘’‚'‹›]/gu;
const isBlank = (char: string): boolean => char === '' || /\s/u.test(char);

/** Marks between `start` and `end`, in order. Linear in the length between them. */
export function findMarks(text: string, start: number, end: number): Mark[] {
  const marks: Mark[] = [];
  for (const match of text.slice(start, end).matchAll(pattern)) {
    const [mark] = match;
    const at = start + match.index;
    if (mark.length < 3) marks.push({ at, mark });
    // A single and a double mark together: the single one is inside.
    else if (at > start && !isBlank(text[at - 1] ?? '')) marks.push({ at, mark: "'" }, { at: at + 1, mark: twin });
    else marks.push({ at, mark: twin }, { at: at + 2, mark: "'" });
  }
  return marks;
}
