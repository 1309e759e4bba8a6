import type { PageFacts, Sourced } from '../facts.ts';
import { strings } from '../json-ld.ts';
import { plainText } from '../plain-text.ts';
import { squeezed } from '../publisher.ts';
import { rank, type Weights } from '../ranking/rank.ts';
import { headlineCandidates } from './headline-candidates.ts';

export interface Headlines {
  readonly headline: Sourced<string> | null;
  readonly alternative: Sourced<string> | null;
}

const isCapitals = (text: string): boolean => text === text.toUpperCase() && text !== text.toLowerCase();
const minAlternative = 0.02;

/** The headline that most signs of the page point to, and another one that it has beside it. Never made from the text. */
export function findHeadline(facts: PageFacts, weights: Weights): Headlines {
  const candidates = headlineCandidates(facts).filter(
    ({ readings, key }) => key !== '' && !facts.sites.has(squeezed(readings[0]?.value ?? '')),
  );
  const ranked = rank(candidates, weights);
  const [best] = ranked;
  if (!best) return { headline: null, alternative: null };
  const readable = best.readings.find(({ value }) => !isCapitals(value)) ?? best.readings[0];
  const headline = readable ?? null;
  const { jsonLd } = facts;
  const second = plainText(strings(jsonLd.main?.['alternativeHeadline'], jsonLd.resolve)[0] ?? '');
  const isAnother = (key: string): boolean => !key.includes(best.key) && !best.key.includes(key);
  const declared = second !== '' && squeezed(second) !== squeezed(headline?.value ?? '') ? second : null;
  if (declared !== null) return { headline, alternative: { value: declared, source: 'json-ld' } };
  const other = ranked.slice(1).find(({ key, probability }) => probability > minAlternative && isAnother(key));
  return { headline, alternative: other?.readings[0] ?? null };
}
