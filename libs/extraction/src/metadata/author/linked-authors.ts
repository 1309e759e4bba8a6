import type { Element } from 'domhandler';
import { absoluteUrl, type PageFacts } from '../facts.ts';
import type { AuthorStatement } from './author.ts';
import { authorsOfLinks, together } from './declared-authors.ts';
import { placeOf } from './author-places.ts';

const authorPath =
  /\/(?:authors?|autore?n?|auteurs?|autori|by(?=\/)|people|persons?|profiles?|profil|journalists?|journalistes?|contributors?|writers?|reporters?|staff|team|redaktion|redakteure|columnists?|experts?|users?|members?|bio|byline|schrijver|forfatter|skribent|firma|author_posts)(?:\/|-)[^/?#]{2,}|[?&]author=/i;
const maxLinks = 60;
const maxRuns = 10;

/** Links to the pages of authors: those that say so, and runs of neighbouring ones whose address looks like it. */
export function linkedAuthors(facts: PageFacts): AuthorStatement[] {
  const found: AuthorStatement[] = [];
  const add = (links: readonly Element[], source: string, origin: string, signs: readonly string[]): void => {
    const [first] = links;
    const authors = authorsOfLinks(facts, links);
    if (!first || authors.length === 0) return;
    const container = facts.places.containerOf(first);
    found.push({
      authors,
      source,
      origin,
      signs: [
        origin,
        ...signs,
        ...(isOwn(facts, first) ? [] : ['link:otherSite']),
        ...placeOf(facts, container.firstBlock).map((name) => `link:${name}`),
        ...facts.places.surroundings(container).map((name) => `link:${name}`),
      ],
    });
  };
  const { anchors } = facts.survey;
  const declared = anchors.filter(({ attribs }) => /\bauthor\b/i.test(attribs['rel'] ?? ''));
  add(together(declared), 'rel-author', 'rel.author', []);
  const linked = anchors
    .filter(({ attribs }) => authorPath.test((attribs['href'] ?? '').slice(0, 300)))
    .slice(0, maxLinks);
  runs(facts, linked).forEach((run, index) => {
    add(run, 'author-link', 'link.author', [
      index === 0 ? 'link:first' : 'link:later',
      ...(run.length > 1 ? ['link:run'] : []),
    ]);
  });
  return found;
}

const hostOf = (url: string): string => (URL.parse(url)?.hostname ?? '').replace(/^www\./, '');

/** Profiles on other sites are those of the paper's accounts. */
function isOwn(facts: PageFacts, { attribs }: Element): boolean {
  const link = absoluteUrl(facts, attribs['href'] ?? '');
  return link !== null && hostOf(link) === hostOf(facts.url);
}

/** Links that stand in the same line or beside each other. */
function runs({ places }: PageFacts, links: readonly Element[]): Element[][] {
  const found: Element[][] = [];
  let last = -9;
  for (const link of links) {
    const block = places.containerOf(link).firstBlock;
    if (block - last > 2) {
      if (found.length >= maxRuns) break;
      found.push([]);
    }
    found.at(-1)?.push(link);
    last = block;
  }
  return found.map((run) => run.slice(0, 8));
}
