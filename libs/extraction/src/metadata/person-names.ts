import { languages } from '../languages/languages.ts';

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

const leadingByWord = new RegExp(`^(?:${byWords})(?:\\s*:\\s*|\\s+)`, 'iu');
/** "ByJane Roe": the element border between label and name got lost. */
const gluedByWord = /^(?:By|Von|Par|Por)(?=\p{Lu}\p{Ll})/u;
const cut = new RegExp(
  `\\s*[|•·–—\\n]|\\s-\\s|\\s*\\((?!\\p{Lu}\\.)|(?<!\\p{L})(?:${timeWords})(?!\\p{L})|(?<!\\p{L})(?:${months})\\.?\\s\\d|\\d{1,2}[.:/]\\d|\\d{4}|(?<!\\p{L})(?:follow|share|min read|minute read|comments?|view profile|fact.?check\\w*|reviewed by|edited by|photo\\w* by|contact|read more|see full bio|more by|for|special to)(?!\\p{L})`,
  'iu',
);
const splitter = new RegExp(
  `\\s*[,;/&+|•·、\\n]\\s*|\\s+(?:${andWords})\\s+|\\s+(?:${shortAnds})\\s+(?=\\p{Lu})`,
  'iu',
);
const trailingRole = new RegExp(`(?:,\\s*|\\s+)(?:${roleWords})$`, 'iu');
const onlyRole = new RegExp(
  `^(?:${roleWords}|admin|administrator|editor|webmaster|guest|unknown|anonymous|none|null|undefined|n/a|user|root|author|publisher|by)$`,
  'iu',
);
const credential =
  /^(?:ph\.?\s?d|m\.?d|mba|r\.?d\.?n?|m\.?s\.?c?|b\.?a|m\.?a|cfa|cpa|esq|jr|sr|ii|iii|dds|rn|bsn|msn|do|facs|faclm|mph|cscs|ldn|lcsw|lmft|cfp|cpa|prof|dr)\.?$/i;
const trailingCredentials =
  /(?:\s+(?:Ph\.?D|M\.?D|MBA|RDN?|RN|BSN|MSN|MSc?|MPH|CFP|CFA|CPA|LCSW|LMFT|PT|DPT|DDS|JD|Esq)\.?){1,4}$/;
const agency = /\s+(?:the )?(associated press|reuters|afp|dpa|bloomberg news|agence france-presse|press association)$/i;
const stopWord =
  /^(?:read|more|view|profile|guide|tools|about|contact|home|news|blog|the latest|all|posts?|articles?|share|follow|us|menu|search|login|subscribe|by|and|this|that|here|click|sign|up|our|your|how|what|why|with|from|der|die|das|los|las|les|il|gli|in|on|at|to|of|new|top|best|photo|video|image|getty|source|comments?|reply|leave|updated?|published?|minutes?|hours?|ago)$/i;

const anywhere = new RegExp(
  `(?<!\\p{L})(?:${alternatives(languages.flatMap((language) => language.byWords).filter((word) => word.length > 1))})(?:\\s*:\\s*|\\s+)(?=[\\p{Lu}\\p{Lo}])`,
  'iu',
);

/** What follows a by-word that is not the first word: "Published on May 3 by Jane Roe" → "Jane Roe"; null without one. */
export function afterByWord(text: string): string | null {
  const match = gluedByWord.exec(text) ?? anywhere.exec(text);
  return match ? text.slice(match.index + match[0].length) : null;
}

export const samePerson = (name: string): string => name.toLowerCase().replace(/[^\p{L}]+/gu, '');

/** Whether a string of the visible page could be a person's or desk's name: one to six words, capitalised or without case, no interface words. */
export function looksLikeName(text: string): boolean {
  const words = text.split(/\s+/);
  if (words.length > 6 || text.length > 60 || /\d|[!?:;"“”<>{}=@#]/.test(text)) return false;
  const particles =
    /^(?:de|da|di|del|della|la|le|van|von|den|der|ten|ter|zu|dos|das|do|al|el|bin|ibn|y|e|af|und|and|of|the|d’|d'|ben)$/i;
  const proper = words.filter((word) => !particles.test(word));
  return (
    proper.length > 0 &&
    proper.every((word) => /^[\p{Lu}\p{Lo}]/u.test(word) || /^\p{L}{1,2}['’-]\p{Lu}/u.test(word)) &&
    !words.some((word) => stopWord.test(word) && !particles.test(word))
  );
}

/** What is longer names nobody; its length would cost quadratic time. */
const longestByLine = 1_000;

/** The names in one author string of any origin: by-words, roles, dates, credentials, addresses and interface words are taken off. */
export function namesIn(value: string): string[] {
  let text = value
    .slice(0, longestByLine)
    .replace(/https?:\/\/\S+|\S+@\S+\.\S+|@\w+/g, ' ')
    .replace(/[[({][^\])}]{0,120}[\])}]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  for (let turn = 0; turn < 3; turn++) text = text.replace(leadingByWord, '').replace(gluedByWord, '').trim();
  const end = cut.exec(text);
  if (end && end.index > 2) text = text.slice(0, end.index);
  else if (end?.index === 0) text = '';
  const found = agency.exec(text);
  // "The Associated Press" by itself is one name.
  const attached = found && text.slice(0, found.index).includes(' ') ? found : null;
  const parts = (attached ? [text.slice(0, attached.index), attached[1] ?? ''] : [text])
    .flatMap(invertLastFirst)
    .flatMap((part) => part.split(splitter));
  const names: string[] = [];
  const seen = new Set<string>();
  for (const part of parts) {
    const name = part
      .replace(leadingByWord, '')
      .replace(trailingRole, '')
      .replace(trailingCredentials, '')
      .replace(/^[\s.,:;'"-]+|[\s,:;"-]+$/g, '')
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

/** "Roe, Jane" → "Jane Roe"; two full names stay two. */
function invertLastFirst(text: string): string[] {
  const match = /^([\p{Lu}][\p{L}'’-]+), ([\p{Lu}][\p{L}'’.-]+)$/u.exec(text);
  return [match ? `${match[2] ?? ''} ${match[1] ?? ''}` : text];
}
