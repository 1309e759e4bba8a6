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

/** Trees after which it is looked whether the others can matter, and the log-odds beyond which they do not. */
const stride = 50;
const clear = 2.5;

/** Set in the first word of a leaf, whose second word is not used. */
const isLeaf = -1;

/** Friedman, "Greedy function approximation: a gradient boosting machine", Annals of Statistics 29 (2001). */
export class BoostedTrees {
  readonly features: readonly string[];
  /**
   * Two words a node, parents before children and what lies below a threshold right behind its node, so that a walk reads memory forwards.
   * The first word has the feature, and how many nodes further on that above the threshold is; the second the threshold.
   */
  private readonly nodes: Int32Array;
  /** The same memory, for the thresholds. */
  private readonly thresholds: Float32Array;
  /** Where each tree begins. */
  private readonly roots: Int32Array;
  /** What each leaf adds, and at a node the mean of what those below it add. */
  private readonly value: Float64Array;

  constructor(data: TreesData) {
    this.features = data.features;
    const size = data.feature.length + data.leafValue.length;
    this.nodes = new Int32Array(2 * size);
    this.thresholds = new Float32Array(this.nodes.buffer);
    this.value = new Float64Array(size);
    this.roots = new Int32Array(data.nodes.length);
    let end = 0;
    let firstNode = 0;
    let firstLeaf = 0;
    /** Puts a node and all below it; as deep as the tree. */
    const put = (node: number): void => {
      const at = end++;
      if (node < 0) {
        this.nodes[2 * at] = isLeaf;
        this.value[at] = data.leafValue[firstLeaf - node - 1] ?? 0;
        return;
      }
      const index = firstNode + node;
      this.thresholds[2 * at + 1] = singleBelow(data.threshold[index] ?? 0);
      this.value[at] = data.nodeValue[index] ?? 0;
      put(data.left[index] ?? 0);
      this.nodes[2 * at] = ((data.feature[index] ?? 0) << 16) | (end - at);
      put(data.right[index] ?? 0);
    };
    for (const [tree, nodes] of data.nodes.entries()) {
      this.roots[tree] = end;
      put(nodes === 0 ? -1 : 0);
      firstNode += nodes;
      firstLeaf += data.leaves[tree] ?? 0;
    }
  }

  /** Log-odds for a row in the order of {@link features}. */
  score(row: Float32Array): number {
    return this.sum(row, Infinity);
  }

  /** The same, of the first trees alone where they leave no doubt: as `pred_early_stop` of LightGBM. Half of the work. */
  roughScore(row: Float32Array): number {
    return this.sum(row, clear);
  }

  private sum(row: Float32Array, enough: number): number {
    const { nodes, thresholds, roots, value } = this;
    let sum = 0;
    for (let tree = 0; tree < roots.length; tree++) {
      let at = roots[tree] as number;
      let node = nodes[2 * at] as number;
      while (node !== isLeaf) {
        at += (row[node >> 16] as number) <= (thresholds[2 * at + 1] as number) ? 1 : node & 0xffff;
        node = nodes[2 * at] as number;
      }
      sum += value[at] as number;
      if ((tree + 1) % stride === 0 && Math.abs(sum) > enough) break;
    }
    return sum;
  }

  /** The feature that lowered the score of this row most: what each split on its path changed, summed by feature (Saabas 2014). */
  worst(row: Float32Array): string {
    const { nodes, thresholds, roots, value } = this;
    const changes = new Float64Array(this.features.length);
    for (let at of roots) {
      for (let node = nodes[2 * at] as number; node !== isLeaf; node = nodes[2 * at] as number) {
        const name = node >> 16;
        const before = value[at] as number;
        at += (row[name] as number) <= (thresholds[2 * at + 1] as number) ? 1 : node & 0xffff;
        changes[name] = (changes[name] as number) + (value[at] as number) - before;
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
