import type { PageFacts, Sourced } from '../facts.ts';
import { rank, scoreOf, type Weights } from '../ranking/rank.ts';
import type { Author } from './author.ts';
import { authorCandidates } from './author-candidates.ts';
import { givenEvidence } from './author-signs.ts';
import { samePerson } from './person-names.ts';

export interface AuthorWeights {
  readonly ranker: Weights;
  /** Whether the best candidate is an author at all. */
  readonly given: Weights;
  /** Log-odds below which no author is given. */
  readonly threshold: number;
}

/** Who wrote the article; empty where the page does not say. */
export function findAuthors(facts: PageFacts, weights: AuthorWeights): Sourced<Author[]> {
  const candidates = authorCandidates(facts);
  const [best] = rank(candidates, weights.ranker);
  const [reading] = best?.readings ?? [];
  if (!best || !reading) return { value: [], source: 'none' };
  const isGiven = scoreOf(givenEvidence(best, candidates), weights.given) >= weights.threshold;
  // What a news article declares of persons is believed; other pages fill the field of JSON-LD by default.
  const isDeclared =
    ((facts.isNews && best.evidence.has('ld.author')) || best.evidence.has('microdata')) &&
    best.evidence.has('words:2-3') &&
    !best.evidence.has('organisation');
  if (!isGiven && !isDeclared) return { value: [], source: 'none' };
  const linked = new Map<string, string>();
  for (const { readings } of candidates)
    for (const { value } of readings)
      for (const { name, url } of value)
        if (url !== undefined && !linked.has(samePerson(name))) linked.set(samePerson(name), url);
  const authors = reading.value.map(({ name }) => {
    const url = linked.get(samePerson(name));
    return { name, ...(url === undefined ? {} : { url }) };
  });
  return { value: authors, source: reading.source };
}
