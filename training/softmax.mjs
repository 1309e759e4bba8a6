// Linear models for sparse evidence, fitted by full batches in a fixed order: the same data give the same weights on every machine.

const steps = 400;
const rate = 0.05;
const smallest = 0.02;

/** Names that occur in enough groups, in the order of the alphabet: what two sites show proves nothing. */
function vocabulary(groups, minGroups) {
  const counts = new Map();
  for (const { candidates } of groups)
    for (const name of new Set(candidates.flatMap(({ evidence }) => [...evidence.keys()])))
      counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].flatMap(([name, count]) => (count >= minGroups ? [name] : [])).sort();
}

/** Minimizes by Adam; `gradient(weights, sums)` adds the gradient of the loss. */
function minimize(size, l2, gradient) {
  const weights = new Float64Array(size);
  const first = new Float64Array(size);
  const second = new Float64Array(size);
  for (let step = 1; step <= steps; step++) {
    const sums = new Float64Array(size);
    gradient(weights, sums);
    const pace = rate * (step > 0.7 * steps ? 0.2 : 1);
    for (let index = 0; index < size; index++) {
      const slope = sums[index] + l2 * weights[index];
      first[index] = 0.9 * first[index] + 0.1 * slope;
      second[index] = 0.999 * second[index] + 0.001 * slope * slope;
      const mean = first[index] / (1 - 0.9 ** step);
      const spread = Math.sqrt(second[index] / (1 - 0.999 ** step));
      weights[index] -= (pace * mean) / (spread + 1e-8);
    }
  }
  return weights;
}

const readable = (names, weights) =>
  Object.fromEntries(
    names.flatMap((name, index) => {
      const weight = Math.round(weights[index] * 100) / 100;
      return Math.abs(weight) < smallest ? [] : [[name, weight]];
    }),
  );

/** [index, amount] of each name that the vocabulary has. */
const compact = (evidence, indexes) =>
  [...evidence].flatMap(([name, amount]) => (indexes.has(name) ? [[indexes.get(name), amount]] : []));

const dot = (sparse, weights) => sparse.reduce((sum, [index, amount]) => sum + amount * weights[index], 0);

/**
 * Weights of a softmax over the candidates of each group. Groups without a right candidate teach nothing.
 *
 * @param {{ candidates: { evidence: Map<string, number>, right: boolean }[], weight: number }[]} groups
 */
export function fitRanker(groups, { l2, minGroups }) {
  const useful = groups.filter(
    ({ candidates }) => candidates.some(({ right }) => right) && candidates.some(({ right }) => !right),
  );
  const names = vocabulary(useful, minGroups);
  const indexes = new Map(names.map((name, index) => [name, index]));
  const rows = useful.map(({ candidates, weight }) => ({
    weight,
    candidates: candidates.map(({ evidence, right }) => ({ sparse: compact(evidence, indexes), right })),
  }));
  const weights = minimize(names.length, l2, (current, sums) => {
    for (const { candidates, weight } of rows) {
      const scores = candidates.map(({ sparse }) => dot(sparse, current));
      const highest = Math.max(...scores);
      const odds = scores.map((score) => Math.exp(score - highest));
      const all = odds.reduce((sum, value) => sum + value, 0);
      const good = odds.reduce((sum, value, index) => sum + (candidates[index].right ? value : 0), 0);
      candidates.forEach(({ sparse, right }, index) => {
        const slope = weight * (odds[index] / all - (right ? odds[index] / Math.max(good, 1e-12) : 0));
        for (const [name, amount] of sparse) sums[name] += slope * amount;
      });
    }
  });
  return readable(names, weights);
}

/** Weights of a logistic regression. @param {{ evidence: Map<string, number>, right: boolean, weight: number }[]} rows */
export function fitLogistic(rows, { l2, minGroups }) {
  const names = vocabulary(
    rows.map((row) => ({ candidates: [row] })),
    minGroups,
  );
  const indexes = new Map(names.map((name, index) => [name, index]));
  const compacted = rows.map(({ evidence, right, weight }) => ({ sparse: compact(evidence, indexes), right, weight }));
  const weights = minimize(names.length, l2, (current, sums) => {
    for (const { sparse, right, weight } of compacted) {
      const slope = weight * (1 / (1 + Math.exp(-dot(sparse, current))) - Number(right));
      for (const [name, amount] of sparse) sums[name] += slope * amount;
    }
  });
  return readable(names, weights);
}
