import { type PageFacts } from '../facts.ts';
import { squeezed } from '../publisher.ts';
import { type Candidate, Candidates } from '../ranking/candidates.ts';
import type { Author, AuthorStatement } from './author.ts';
import { describe } from './author-signs.ts';
import { declaredAuthors } from './declared-authors.ts';
import { linkedAuthors } from './linked-authors.ts';
import { samePerson } from './person-names.ts';
import { visibleAuthors } from './visible-authors.ts';

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
    const persons = statement.authors.filter(({ name }) => !facts.sites.has(squeezed(name)));
    // "Jane Roe, The Paper": where a site names itself beside a person, it is the publisher.
    if (persons.length > 0 && persons.length < statement.authors.length) {
      add({ ...statement, authors: persons }, 'withoutSite');
    } else add(statement);
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
