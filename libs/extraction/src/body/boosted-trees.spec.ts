import { describe, expect, it } from '@jest/globals';
import { BoostedTrees } from './boosted-trees.ts';

/** words <= 10 ? -2 : (links <= 1 ? 1 : -0.5), and links <= 3 ? 0.25 : -1. */
const trees = new BoostedTrees({
  features: ['words', 'links'],
  nodes: [2, 1],
  leaves: [3, 2],
  feature: [0, 1, 1],
  threshold: [10, 1, 3],
  left: [-1, -2, -1],
  right: [1, -3, -2],
  leafValue: [-2, 1, -0.5, 0.25, -1],
  nodeValue: [-0.4, 0.3, 0],
});

describe('boosted trees', () => {
  it.each([
    { row: [10, 0], score: -1.75 },
    { row: [11, 1], score: 1.25 },
    { row: [11, 2], score: -0.25 },
    { row: [11, 9], score: -1.5 },
  ])('add up the leaves that $row falls into: $score', ({ row, score }) => {
    expect(trees.score(Float32Array.from(row))).toBeCloseTo(score, 10);
  });

  it.each([
    { row: [3, 0], worst: 'words' },
    { row: [30, 9], worst: 'links' },
  ])('name $worst as what speaks most against $row', ({ row, worst }) => {
    expect(trees.worst(Float32Array.from(row))).toBe(worst);
  });

  it('stop where the first fifty leave no doubt', () => {
    const leaves = (value: number): BoostedTrees => {
      const all = <Value>(one: Value): Value[] => Array.from({ length: 51 }, () => one);
      return new BoostedTrees({
        features: ['words'],
        nodes: all(0),
        leaves: all(1),
        feature: [],
        threshold: [],
        left: [],
        right: [],
        leafValue: all(value),
        nodeValue: [],
      });
    };
    const row = new Float32Array(1);
    expect(leaves(0.1).score(row)).toBeCloseTo(5.1, 10);
    expect(leaves(0.1).roughScore(row)).toBeCloseTo(5, 10);
    expect(leaves(-0.1).roughScore(row)).toBeCloseTo(-5, 10);
    expect(leaves(0.01).roughScore(row)).toBeCloseTo(0.51, 10);
  });
});
