import type { PageFacts } from '../facts.ts';
import { squeezed } from '../publisher.ts';
import type { Candidate } from '../ranking/candidates.ts';

/** Titles of pages that are no headline of any article. */
const generic =
  /^(?:about(?: us)?|home(?:page)?|blogs?|news(?:letter)?|articles?|latest(?: news)?|menu|search|contact(?: us)?|login|startseite|nachrichten|aktuelles|accueil|inicio|noticias|posts?|404|untitled|welcome)$/i;
const slugWord = /[\p{L}\p{M}\p{N}]+/gu;

/** Words without diacritics, as they are written in addresses. */
const bare = (text: string): string[] =>
  text.normalize('NFKD').replace(/\p{M}/gu, '').replace(/ß/g, 'ss').toLowerCase().match(slugWord) ?? [];

/** Words of the longest part of an address; empty if it has fewer than three. */
function slugWords(url: string): Set<string> {
  const path = URL.parse(url)?.pathname.slice(0, 600) ?? '';
  const parts = path.split('/').map((part) => {
    try {
      return decodeURIComponent(part).replace(/\.\p{L}{2,5}$/u, '');
    } catch {
      return part;
    }
  });
  const words = parts.map((part) => bare(part).filter((word) => !/^\d+$/.test(word)));
  const longest = words.reduce((best, part) => (part.length > best.length ? part : best), []);
  return new Set(longest.length < 3 ? [] : longest);
}

/** Adds what candidates say by themselves and beside each other. */
export function describe(candidates: readonly Candidate<string>[], facts: PageFacts): void {
  const slug = slugWords(facts.url);
  for (const candidate of candidates) {
    describeText(candidate, facts, slug);
    describeRelations(candidate, candidates);
  }
}

function describeText(candidate: Candidate<string>, facts: PageFacts, slug: ReadonlySet<string>): void {
  const { evidence, key, readings, origins } = candidate;
  const text = readings[0]?.value ?? '';
  const note = (name: string, amount = 1): void => void evidence.set(name, amount);
  note('origins', Math.log2(origins.size));
  if (text.length < 15) note('length<15');
  else if (text.length < 30) note('length<30');
  else if (text.length > 180) note('length>180');
  else if (text.length > 120) note('length>120');
  if (!key.includes(' ')) note('oneWord');
  if (generic.test(text)) note('generic');
  if (facts.sites.has(squeezed(text))) note('isSite');
  if (/(?:…|\.\.\.)$/.test(text)) note('cutOff');
  if (text === text.toUpperCase() && text !== text.toLowerCase()) note('capitals');
  if (/^\p{Ll}/u.test(text)) note('startsLower');
  if (!/\p{L}/u.test(text)) note('noLetters');
  const words = bare(text);
  if (slug.size > 0) {
    const inSlug = words.filter((word) => slug.has(word)).length;
    const covered = new Set(words.filter((word) => slug.has(word))).size / slug.size;
    note('inSlug', inSlug / Math.max(1, words.length));
    note('slugCovered', covered);
  }
}

function describeRelations({ key, evidence }: Candidate<string>, candidates: readonly Candidate<string>[]): void {
  const note = (name: string): void => void evidence.set(name, 1);
  for (const other of candidates) {
    if (other.key === key) continue;
    const isStrong = other.origins.size > 1 ? 'often' : 'once';
    if (key.startsWith(`${other.key} `)) note(`startsWith:${isStrong}`);
    if (key.endsWith(` ${other.key}`)) note(`endsWith:${isStrong}`);
    if (other.key.startsWith(`${key} `)) note(`beginOf:${isStrong}`);
    if (other.key.endsWith(` ${key}`)) note(`endOf:${isStrong}`);
  }
}
