import type { PageBlock } from '../blocks/block.ts';
import type { PageShape } from '../blocks/page-shape.ts';
import type { Declared } from '../declared.ts';
import { ancestors } from './ancestors.ts';
import { containers } from './containers.ts';
import type { BlockReader } from './group.ts';
import { likeness } from './likeness.ts';
import { neighbours } from './neighbours.ts';
import { ownText } from './own-text.ts';
import { position } from './position.ts';
import { repetition } from './repetition.ts';
import { Row } from './row.ts';

const groups = [ownText, ancestors, containers, position, likeness, repetition, neighbours];

/** Names of the numbers of a row, in order. */
export const featureNames: readonly string[] = groups.flatMap(({ names }) => names);

/** The numbers of each block of a page, from which the model tells article from furniture. */
export class Features {
  private readonly readers: readonly BlockReader[];
  private readonly row = new Row(featureNames.length);

  constructor(page: PageShape, declared: Declared) {
    this.readers = groups.map(({ of }) => of(page, declared));
  }

  /** @returns the same array for all blocks */
  of(block: PageBlock): Float32Array {
    this.row.begin();
    for (const reader of this.readers) reader.read(block, this.row);
    return this.row.values;
  }
}
