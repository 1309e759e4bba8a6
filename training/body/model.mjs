// LightGBM's description of its trees as the flat lists that `BoostedTrees` reads.

const digits = (value, count) => Number(value.toPrecision(count));

function addTree(model, root) {
  const first = model.feature.length;
  let leaves = 0;
  const nodeOf = (node) => {
    if (node.split_index === undefined) {
      model.leafValue.push(digits(node.leaf_value, 4));
      return -++leaves;
    }
    if (node.decision_type !== '<=') throw new Error(`a split by ${node.decision_type} cannot be written`);
    const index = model.feature.length - first;
    model.feature.push(node.split_feature);
    model.threshold.push(digits(node.threshold, 7));
    model.nodeValue.push(digits(node.internal_value, 3));
    model.left.push(0);
    model.right.push(0);
    const left = nodeOf(node.left_child);
    const right = nodeOf(node.right_child);
    model.left[first + index] = left;
    model.right[first + index] = right;
    return index;
  };
  // A tree without a split says nothing about any block.
  if (root.split_index === undefined) return;
  nodeOf(root);
  model.nodes.push(model.feature.length - first);
  model.leaves.push(leaves);
}

/** @param {object} description of `Booster.dump_model` */
export function modelOf(description, features) {
  const model = {
    features,
    nodes: [],
    leaves: [],
    feature: [],
    threshold: [],
    left: [],
    right: [],
    leafValue: [],
    nodeValue: [],
  };
  for (const { tree_structure: root } of description.tree_info) addTree(model, root);
  return model;
}
