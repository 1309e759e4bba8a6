import { languages } from '../../languages/languages.ts';
import { isAgency } from './agencies.ts';
import { chineseNames } from './chinese-names.ts';

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
const alternatives = (words: readonly string[]): string =>
  [...new Set(words)]
    .sort((a, b) => b.length - a.length)
    .map(escape)
    .join('|');

const byWords = alternatives(languages.flatMap((language) => language.byWords));
const roleWords = alternatives(languages.flatMap((language) => language.roleWords));
const andWords = alternatives(languages.flatMap((language) => language.andWords).filter((word) => word.length > 1));
const shortAnds = alternatives(languages.flatMap((language) => language.andWords).filter((word) => word.length === 1));
const months = alternatives(languages.flatMap((language) => language.months.flat()));
const timeWords = alternatives(
  languages
    .flatMap((language) => [...language.publishedWords, ...language.updatedWords])
    .filter((word) => word.length > 3),
);

const leadingByWord = new RegExp(`^(?:${byWords})(?:\\s*[:：]\\s*|\\s+)`, 'iu');
/** "ByJane Roe": the element border between label and name got lost. */
const gluedByWord = /^(?:By|Von|Par|Por)(?=\p{Lu}\p{Ll})/u;
/** "Jane RoeFollow": the element border between name and button got lost. */
const gluedButton = /(?<=\p{Ll})(?:Follow|Folgen|Seguir|Suivre)$/u;
const afterNameWords = alternatives(languages.flatMap((language) => language.afterNameWords ?? []));
const cut = new RegExp(
  `\\s*[|•·–—\\n]|\\s-\\s|\\s*\\((?!\\p{Lu}\\.)|(?<!\\p{L})(?:${timeWords})(?!\\p{L})|(?<!\\p{L})(?:${months})\\.?\\s\\d|\\s\\p{L}{1,3}\\s\\d|\\d{1,2}[.:/]\\d|\\d{4}|(?<!\\p{L})(?:${afterNameWords})(?!\\p{L})`,
  'iu',
);
const splitter = new RegExp(`\\s*[,;/&+|•·、，；／\\n]\\s*(?:(?:${andWords})\\s+)?|\\s+(?:${andWords})\\s+`, 'iu');
/** One letter joins names only before a capital. */
const shortSplitter = new RegExp(`\\s+(?:${shortAnds})\\s+(?=\\p{Lu})`, 'u');
const trailingRole = new RegExp(`(?:,\\s*|\\s+)(?:${roleWords})$`, 'iu');
/** "Jane Roe in Brussels" */
const place = /^(\S+ \S+(?: \S+){0,4}?) (?:in|à|en|em|aus|a|w) \p{Lu}.*$/u;
/** "deputy head of sports" */
const lowerCase = /^\p{Ll}[\p{Ll}\s'’-]+$/u;
const otherCredits = alternatives(languages.flatMap((language) => language.otherCredits ?? []));
const endsInOtherCredit = new RegExp(`(?<!\\p{L})(?:${otherCredits})\\s{0,3}$`, 'iu');
const onlyRole = new RegExp(
  `^(?:${roleWords}|admin|administrator|editor|webmaster|guest|unknown|anonymous|none|null|undefined|n/a|user|root|author|publisher|by)$`,
  'iu',
);
const credential =
  /^(?:ph\.?\s?d|m\.?d|mba|r\.?d\.?n?|m\.?s\.?c?|b\.?a|m\.?a|cfa|cpa|esq|jr|sr|ii|iii|dds|rn|bsn|msn|do|facs|faclm|mph|cscs|ldn|lcsw|lmft|cfp|cpa|prof|dr)\.?$/i;
const trailingCredentials =
  /(?:\s+(?:Ph\.?D|M\.?D|MBA|RDN?|RN|BSN|MSN|MSc?|MPH|CFP|CFA|CPA|LCSW|LMFT|PT|DPT|DDS|JD|Esq)\.?){1,4}$/;
const attachedAgency =
  /\s+(?:the )?(associated press|reuters|afp|dpa|bloomberg news|agence france-presse|press association)$/i;
const stopWord =
  /^(?:read|more|view|profile|guide|tools|about|contact|home|news|blog|the latest|all|posts?|articles?|share|follow|us|menu|search|login|subscribe|by|and|this|that|here|click|sign|up|our|your|how|what|why|with|from|der|die|das|los|las|les|il|gli|in|on|at|to|of|new|top|best|photo|video|image|getty|source|comments?|reply|leave|updated?|published?|minutes?|hours?|ago)$/i;

const anywhere = new RegExp(
  `(?<!\\p{L})(?:${alternatives(languages.flatMap((language) => language.byWords).filter((word) => word.length > 1))})(?:\\s*[:：]\\s*|\\s+)(?=[\\p{Lu}\\p{Lo}])`,
  'iu',
);

/** What follows a by-word that is not the first word: "Published on May 3 by Jane Roe" → "Jane Roe"; null without one. */
export function afterByWord(text: string): string | null {
  const match = gluedByWord.exec(text) ?? anywhere.exec(text);
  if (!match) return null;
  const after = text.slice(match.index + match[0].length);
  if (!/^[\p{Lu}\p{Lo}\p{N}]/u.test(after)) return null;
  // In "Rosa von Thal" the by-word of one language is part of a name.
  if (match.index > 0 && isFullName(text)) return null;
  // "Medically reviewed by", "photo by": somebody else than the author.
  if (endsInOtherCredit.test(text.slice(Math.max(0, match.index - 40), match.index))) return null;
  return after;
}

/** What follows a by-word at the very beginning; null without one. */
export function afterLeadingByWord(text: string): string | null {
  const match = leadingByWord.exec(text) ?? gluedByWord.exec(text);
  return match ? text.slice(match[0].length) : null;
}

export const samePerson = (name: string): string => name.toLowerCase().replace(/[^\p{L}]+/gu, '');

/** Whether a string of the visible page could be a person's or desk's name: one to six words, capitalised or without case, no interface words. */
export function looksLikeName(text: string): boolean {
  const words = text.split(/\s+/);
  if (words.length > 6 || text.length > 60 || /\d|[!?:;"“”<>{}【】=@#]/.test(text)) return false;
  const particles =
    /^(?:de|da|di|del|della|la|le|van|von|den|der|ten|ter|zu|dos|das|do|al|el|bin|ibn|y|e|af|und|and|of|the|d’|d'|ben)$/i;
  const proper = words.filter((word) => !particles.test(word));
  return (
    proper.length > 0 &&
    proper.every((word) => /^[\p{Lu}\p{Lo}]/u.test(word) || /^\p{L}{1,2}['’-]\p{Lu}/u.test(word)) &&
    !words.some((word) => stopWord.test(word) && !particles.test(word))
  );
}

/** Two to four words: what a line without a by-word must look like. */
export function isFullName(name: string): boolean {
  const count = name.split(' ').length;
  return count >= 2 && count <= 4 && looksLikeName(name);
}

/** Longer than any by-line. */
const maxLength = 1_000;

/** The names in one author string of any origin: by-words, roles, dates, credentials, addresses and interface words are taken off. */
export function namesIn(value: string): string[] {
  let text = value
    .slice(0, maxLength)
    .replace(/https?:\/\/\S+|\S+@\S+\.\S+|@\w+/g, ' ')
    .replace(/^\s*【([^【】]{2,60})】\s*$/u, '$1')
    .replace(/[[({【][^\])}】]{0,120}[\])}】]/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(gluedButton, '')
    .trim();
  for (let turn = 0; turn < 3; turn++) text = text.replace(leadingByWord, '').replace(gluedByWord, '').trim();
  const end = cut.exec(text);
  if (end && end.index > 2) text = text.slice(0, end.index);
  else if (end?.index === 0) text = '';
  const parts = invertLastFirst(text)
    .flatMap((part) => part.split(splitter))
    .flatMap((part) => part.split(shortSplitter))
    .flatMap(withoutAgency)
    .flatMap(chineseNames);
  const names: string[] = [];
  const seen = new Set<string>();
  for (const [index, part] of parts.entries()) {
    // "Jane Roe, Deputy Managing Editor", "Jane Roe, head of sports"
    if (index > 0 && (trailingRole.test(part) || (lowerCase.test(part) && !isAgency(part)))) continue;
    const name = withoutRole(part.replace(leadingByWord, '').trim().replace(place, '$1'))
      .replace(trailingCredentials, '')
      .replace(/^[\s.,:;'"-]+|[\s,:;"-]+$/g, '')
      .replace(/(?<=\p{L}{3})\.$/u, '')
      .trim();
    const key = samePerson(name);
    if (
      key.length < 2 ||
      name.length > 60 ||
      onlyRole.test(name) ||
      credential.test(name) ||
      seen.has(key) ||
      /\d{2}/.test(name)
    )
      continue;
    seen.add(key);
    names.push(name);
  }
  return names;
}

/** "Jane Roe Associated Press" → "Jane Roe", "Associated Press"; "The Associated Press" by itself is one name. */
function withoutAgency(name: string): string[] {
  const found = attachedAgency.exec(name);
  const person = name.slice(0, found?.index ?? 0);
  return found && person.includes(' ') ? [person, found[1] ?? ''] : [name];
}

/** "Jane Roe Staff Writer" → "Jane Roe"; "Paper Staff" is a name of its own. */
function withoutRole(name: string): string {
  let rest = name;
  for (let turn = 0; turn < 2; turn++) {
    const shorter = rest.replace(trailingRole, '');
    if (!shorter.includes(' ')) break;
    rest = shorter;
  }
  return rest;
}

/** "Roe, Jane" → "Jane Roe"; two full names stay two. */
function invertLastFirst(text: string): string[] {
  const match = /^([\p{Lu}][\p{L}'’-]+), ([\p{Lu}][\p{L}'’.-]+)$/u.exec(text);
  return [match ? `${match[2] ?? ''} ${match[1] ?? ''}` : text];
}
