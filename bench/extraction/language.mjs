// The language of a page by the vote of three detectors on the body that the annotators wrote down.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Codes of two letters where there are such; the two written forms of Norwegian count as one. A page may claim anything. */
const sameCode = (code) => {
  const [language = ''] = String(code).split(/[-_]/);
  const base = /^[A-Za-z]{2,3}$/.test(language) ? Intl.getCanonicalLocales(language)[0] : '';
  return ['nb', 'nn'].includes(base) ? 'no' : base;
};

/** @returns {Promise<(text: string) => string | null>} null where no two detectors agree */
export async function languageVote(packages) {
  const require = createRequire(join(packages, 'package.json'));
  const load = (name) => require(name);
  const { loadModule } = load('cld3-asm');
  const { detect } = load('tinyld');
  const { franc } = await import(pathToFileURL(join(packages, 'node_modules', 'franc', 'index.js')).href);
  const cld3 = (await loadModule()).create(0, 4_000);
  const detectors = [(text) => cld3.findLanguage(text).language, franc, detect];
  return (text) => {
    const votes = detectors
      .map((detector) => detector(text.slice(0, 4_000)))
      .filter(Boolean)
      .map(sameCode);
    return votes.find((vote, index) => votes.indexOf(vote) !== index) ?? null;
  };
}

/** Share of the pages with the language that the vote says, of those that it says one for; none for a system that tells no languages. */
export function languageAccuracy(pages) {
  const told = pages.filter(({ language }) => language !== null);
  const right = told.filter(({ language, found }) => found && sameCode(found) === language).length;
  if (!told.some(({ found }) => found)) return undefined;
  const value = right / told.length;
  return { value, standardError: Math.sqrt((value * (1 - value)) / told.length) };
}
