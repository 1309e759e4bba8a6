/** A title and its shorter forms, each with the name of what was taken off. */
export interface TitlePart {
  readonly text: string;
  readonly cut: string;
}

/** A bar, or another mark between blanks. Colons without a blank before them are part of titles. */
const separator = /\s*\|\s*|\s[-–—·•»«:›~/]\s|\s::\s|\s*[»«]\s*/;
const maxParts = 8;

const trailingDate =
  /[\s,–-]{1,3}(?:\p{L}{3,10}\.? \d{1,2},? |\d{1,2}\.? \p{L}{3,10} |\d{1,2}[./]\d{1,2}[./])(?:19|20)\d{2}$/u;

/** Length of the site's name at the beginning where nothing but a blank sets it off. */
function leadingSite(title: string, isSite: (part: string) => boolean): number {
  let end = 0;
  for (let count = 0; count < 4; count++) {
    end = title.indexOf(' ', end + 1);
    if (end < 0) return 0;
    if (isSite(title.slice(0, end))) return end + 1;
  }
  return 0;
}

/**
 * "Rain in May | Weather | The Paper" → the whole, without the site's names, without the last part, the first part alone and so on.
 * @param isSite whether a part names the site
 */
export function titleParts(title: string, isSite: (part: string) => boolean): TitlePart[] {
  const parts = title.split(separator).filter((part) => part.trim() !== '');
  const found: TitlePart[] = [{ text: title, cut: 'whole' }];
  const bracket = /^(.{12,})\s\([^()]{2,40}\)$/.exec(title.slice(0, 400))?.[1];
  if (bracket !== undefined) found.push({ text: bracket, cut: 'bracket' });
  const site = leadingSite(title, isSite);
  if (site > 0) found.push({ text: title.slice(site), cut: 'leadingSite' });
  const dated = trailingDate.exec(title)?.index ?? 0;
  if (dated > 12) found.push({ text: title.slice(0, dated), cut: 'date' });
  if (parts.length < 2 || parts.length > maxParts) return found;
  const named = parts.map((part) => isSite(part));
  const from = named.indexOf(false);
  const until = named.lastIndexOf(false) + 1;
  const has = named.includes(true) ? 'site' : 'noSite';
  /** The title from one part to before another, with the marks between them as written. */
  const between = (first: number, end: number): string => {
    let start = 0;
    let stop = 0;
    for (let index = 0, position = 0; index < end; index++) {
      const part = parts[index] ?? '';
      position = title.indexOf(part, position);
      if (index === first) start = position;
      position += part.length;
      stop = position;
    }
    return title.slice(start, stop);
  };
  const add = (first: number, end: number, cut: string): void => {
    if (first >= 0 && end > first) found.push({ text: between(first, end), cut });
  };
  if (has === 'site') {
    add(from, until, 'site');
    add(from, until - 1, 'site+last');
    add(from + 1, until, 'site+first');
  }
  add(0, parts.length - 1, `${has}:last`);
  add(1, parts.length, `${has}:first`);
  add(0, 1, `${has}:head`);
  if (parts.length > 2) add(0, parts.length - 2, `${has}:last2`);
  const longest = parts.reduce((best, part, index) => (part.length > (parts[best] ?? '').length ? index : best), 0);
  add(longest, longest + 1, `${has}:longest`);
  return found;
}
