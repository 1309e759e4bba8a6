import { type PageFacts } from '../facts.ts';
import { squeezed } from '../publisher.ts';
import { type Candidate, Candidates } from '../ranking/candidates.ts';
import { isAgency } from './agencies.ts';
import type { Author, AuthorStatement } from './author.ts';
import { describe } from './author-signs.ts';
import { declaredAuthors } from './declared-authors.ts';
import { linkedAuthors } from './linked-authors.ts';
import { samePerson } from './person-names.ts';
import { visibleAuthors } from './visible-authors.ts';

/** "SP-X": how a paper marks agencies and desks. */
const deskCode = /^\p{Lu}[\p{Lu}\d-]{1,4}$/u;

/** Every list of authors that a place of the page states, with the signs for each. */
export function authorCandidates(facts: PageFacts): Candidate<readonly Author[]>[] {
  const candidates = new Candidates<readonly Author[]>();
  const kind = facts.isNews ? 'news:' : 'other:';
  const statements = [...declaredAuthors(facts), ...linkedAuthors(facts), ...visibleAuthors(facts)];
  const add = ({ authors, source, origin, signs }: AuthorStatement, ...more: readonly string[]): void => {
    const persons = unique(authors);
    const key = persons
      .map(({ name }) => samePerson(name))
      .sort()
      .join('+');
    const [sign = ''] = signs;
    candidates.add(key, { value: persons, source }, origin, [...signs, `${kind}${sign}`, ...more]);
  };
  for (const statement of statements) {
    const { authors } = statement;
    // "Jane Roe, The Paper", "Jane Roe, Reuters": what a person stands beside is the publisher or an agency.
    const isNobody = ({ name }: Author): boolean =>
      facts.sites.has(squeezed(name)) || isAgency(name) || deskCode.test(name);
    const persons = authors.filter((author) => !isNobody(author));
    if (persons.length === 0) add(statement);
    else add({ ...statement, authors: persons }, ...(persons.length < authors.length ? ['withoutOthers'] : []));
  }
  const { all } = candidates;
  describe(all, facts);
  return all;
}

function unique(authors: readonly Author[]): Author[] {
  const found = new Map<string, Author>();
  for (const author of authors) {
    const key = samePerson(author.name);
    if (!found.has(key)) found.set(key, author);
  }
  return [...found.values()];
}
