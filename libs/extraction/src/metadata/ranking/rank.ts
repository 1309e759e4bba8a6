import type { Candidate } from './candidates.ts';

/** Log-odds by name of evidence; a name that is missing weighs nothing. */
export type Weights = Readonly<Record<string, number>>;

export interface Ranked<T> extends Candidate<T> {
  /** That it is the right one of the candidates, 0 to 1. */
  readonly probability: number;
}

export function scoreOf(evidence: ReadonlyMap<string, number>, weights: Weights): number {
  let score = 0;
  for (const [name, amount] of evidence) if (Object.hasOwn(weights, name)) score += amount * (weights[name] ?? 0);
  return score;
}

/** Best first, by a linear softmax. Equal ones stay in the order of their sources. */
export function rank<T>(candidates: readonly Candidate<T>[], weights: Weights): Ranked<T>[] {
  const scores = candidates.map(({ evidence }) => scoreOf(evidence, weights));
  const highest = Math.max(...scores);
  const sum = scores.reduce((total, score) => total + Math.exp(score - highest), 0);
  return candidates
    .map((candidate, index) => ({
      ...candidate,
      probability: Math.exp((scores[index] ?? 0) - highest) / sum,
    }))
    .sort((a, b) => b.probability - a.probability);
}
