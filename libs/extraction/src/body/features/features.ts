import type { PageBlock } from '../blocks/block.ts';
import type { PageShape } from '../blocks/page-shape.ts';
import type { Declared } from '../declared.ts';
import { ancestors } from './ancestors.ts';
import { containers } from './containers.ts';
import { likeness } from './likeness.ts';
import { neighbours } from './neighbours.ts';
import { ownText } from './own-text.ts';
import { position } from './position.ts';
import { repetition } from './repetition.ts';
import { Row } from './row.ts';

const groups = [ownText, ancestors, containers, position, likeness, repetition, neighbours];

/** Names of the numbers of a row, in order. */
export const featureNames: readonly string[] = groups.flatMap(({ names }) => names);

/** The numbers of each block of a page, from which the model tells article from furniture. The same array for all blocks. */
export function featuresOf(page: PageShape, declared: Declared): (block: PageBlock) => Float32Array {
  const parts = groups.map(({ of }) => of(page, declared));
  const row = new Row(featureNames.length);
  return (block) => {
    row.begin();
    for (const part of parts) part(block, row);
    return row.values;
  };
}
