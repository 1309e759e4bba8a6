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
  private readonly feature: Int16Array;
  private readonly threshold: Float64Array;
  private readonly left: Int16Array;
  private readonly right: Int16Array;
  private readonly leafValue: Float64Array;
  private readonly nodeValue: Float64Array;
  private readonly firstNode: Int32Array;
  private readonly firstLeaf: Int32Array;

  constructor(data: TreesData) {
    this.features = data.features;
    this.feature = Int16Array.from(data.feature);
    this.threshold = Float64Array.from(data.threshold);
    this.left = Int16Array.from(data.left);
    this.right = Int16Array.from(data.right);
    this.leafValue = Float64Array.from(data.leafValue);
    this.nodeValue = Float64Array.from(data.nodeValue);
    this.firstNode = starts(data.nodes);
    this.firstLeaf = starts(data.leaves);
  }

  /** Log-odds for a row in the order of {@link features}. */
  score(row: Float32Array): number {
    const { feature, threshold, left, right, leafValue, firstNode, firstLeaf } = this;
    let sum = 0;
    for (let tree = 0; tree < firstNode.length; tree++) {
      const base = firstNode[tree] as number;
      let node = 0;
      do {
        const at = base + node;
        node =
          (row[feature[at] as number] as number) <= (threshold[at] as number)
            ? (left[at] as number)
            : (right[at] as number);
      } while (node >= 0);
      sum += leafValue[(firstLeaf[tree] as number) - node - 1] as number;
    }
    return sum;
  }

  /** The feature that lowered the score of this row most: what each split on its path changed, summed by feature (Saabas 2014). */
  worst(row: Float32Array): string {
    const { feature, threshold, left, right, leafValue, nodeValue, firstNode, firstLeaf } = this;
    const changes = new Float64Array(this.features.length);
    for (let tree = 0; tree < firstNode.length; tree++) {
      const base = firstNode[tree] as number;
      let node = 0;
      while (node >= 0) {
        const at = base + node;
        const name = feature[at] as number;
        node = (row[name] as number) <= (threshold[at] as number) ? (left[at] as number) : (right[at] as number);
        const value = node >= 0 ? nodeValue[base + node] : leafValue[(firstLeaf[tree] as number) - node - 1];
        changes[name] = (changes[name] as number) + (value as number) - (nodeValue[at] as number);
      }
    }
    return this.features[changes.indexOf(Math.min(...changes))] ?? '';
  }
}

function starts(counts: readonly number[]): Int32Array {
  const first = new Int32Array(counts.length);
  for (let index = 1; index < counts.length; index++)
    first[index] = (first[index - 1] as number) + (counts[index - 1] as number);
  return first;
}
