/**
 * Gradient boosted trees as data. The nodes of all trees follow each other; a node has the index of its feature, its threshold, and
 * the nodes below it: a negative number n stands for leaf -n - 1 of the tree. `nodes` and `leaves` count those of each tree.
 */
export interface TreesData {
  readonly features: readonly string[];
  readonly nodes: readonly number[];
  readonly leaves: readonly number[];
  readonly feature: readonly number[];
  readonly threshold: readonly number[];
  readonly left: readonly number[];
  readonly right: readonly number[];
  /** What a tree adds to the log-odds. */
  readonly leafValue: readonly number[];
  /** Mean of what the leaves below a node add. */
  readonly nodeValue: readonly number[];
}

/** Friedman, "Greedy function approximation: a gradient boosting machine", Annals of Statistics 29 (2001). */
export class BoostedTrees {
  readonly features: readonly string[];
  /**
   * Four numbers a node, side by side so that one access to memory brings all: feature, threshold, and where to go on below and above it;
   * a negative number n stands for leaf -n - 1 of all.
   */
  private readonly nodes: Int32Array;
  /** The same memory, for the thresholds. */
  private readonly thresholds: Float32Array;
  /** Where each tree begins. */
  private readonly roots: Int32Array;
  private readonly leafValue: Float64Array;
  private readonly nodeValue: Float64Array;

  constructor(data: TreesData) {
    this.features = data.features;
    this.leafValue = Float64Array.from(data.leafValue);
    this.nodeValue = Float64Array.from(data.nodeValue);
    this.nodes = new Int32Array(4 * data.feature.length);
    this.thresholds = new Float32Array(this.nodes.buffer);
    const firstNode = starts(data.nodes);
    const firstLeaf = starts(data.leaves);
    this.roots = firstNode.map((node) => 4 * node);
    for (const [tree, from] of firstNode.entries()) {
      const to = from + (data.nodes[tree] ?? 0);
      const place = (node = 0): number => (node < 0 ? node - (firstLeaf[tree] ?? 0) : 4 * (from + node));
      for (let node = from; node < to; node++) {
        this.nodes[4 * node] = data.feature[node] ?? 0;
        this.thresholds[4 * node + 1] = singleBelow(data.threshold[node] ?? 0);
        this.nodes[4 * node + 2] = place(data.left[node]);
        this.nodes[4 * node + 3] = place(data.right[node]);
      }
    }
  }

  /** Log-odds for a row in the order of {@link features}. */
  score(row: Float32Array): number {
    const { nodes, thresholds, roots, leafValue } = this;
    let sum = 0;
    for (let tree = 0; tree < roots.length; tree++) {
      let at = roots[tree] as number;
      do {
        const isBelow = (row[nodes[at] as number] as number) <= (thresholds[at + 1] as number);
        at = nodes[isBelow ? at + 2 : at + 3] as number;
      } while (at >= 0);
      sum += leafValue[-at - 1] as number;
    }
    return sum;
  }

  /** The feature that lowered the score of this row most: what each split on its path changed, summed by feature (Saabas 2014). */
  worst(row: Float32Array): string {
    const { nodes, thresholds, roots, leafValue, nodeValue } = this;
    const changes = new Float64Array(this.features.length);
    for (let at of roots) {
      while (at >= 0) {
        const name = nodes[at] as number;
        const before = nodeValue[at / 4] as number;
        const isBelow = (row[name] as number) <= (thresholds[at + 1] as number);
        at = nodes[isBelow ? at + 2 : at + 3] as number;
        const value = (at >= 0 ? nodeValue[at / 4] : leafValue[-at - 1]) as number;
        changes[name] = (changes[name] as number) + value - before;
      }
    }
    return this.features[changes.indexOf(Math.min(...changes))] ?? '';
  }
}

/** The largest number of single precision that is not above: rows are of single precision, so that both split them alike. */
function singleBelow(value: number): number {
  const single = Math.fround(value);
  if (single <= value) return single;
  const bits = new Int32Array(new Float32Array([single]).buffer);
  // Next towards minus infinity.
  bits[0] = single > 0 ? (bits[0] ?? 0) - 1 : (bits[0] ?? 0) + 1;
  return new Float32Array(bits.buffer)[0] ?? single;
}

function starts(counts: readonly number[]): Int32Array {
  const first = new Int32Array(counts.length);
  for (let index = 1; index < counts.length; index++)
    first[index] = (first[index - 1] as number) + (counts[index - 1] as number);
  return first;
}
