import type { Block } from '@newsflow/contracts';
import { closest, type Container } from './blocks/container.ts';
import type { Decision } from './select.ts';

/** Text of an article with its blocks; offsets in `text`. */
export interface Body {
  readonly text: string;
  readonly blocks: readonly Block[];
}

const heading = /^h[1-6]$/;

function kindOf({ block }: Decision): Block['kind'] {
  const { container } = block;
  const within = (...tags: readonly string[]): Container | null =>
    closest(container, ({ tag }) => tags.includes(tag), 4);
  if (heading.test(container.tag)) return 'subheading';
  if (within('figcaption', 'caption')) return 'caption';
  const cell = within('td', 'th');
  // Running text in one cell: the table is the page's layout.
  if (cell && cell.goodBlocks < 2) return 'table';
  if (within('blockquote')) return 'quote';
  if (within('li', 'dd', 'dt')) return 'listItem';
  // A short line in bold that ends like a title stands for a heading.
  const bold = block.boldShare > 0.9 && block.words <= 12 && !/[.!?…:;,]$/.test(block.text);
  return bold ? 'subheading' : 'paragraph';
}

const rowOf = ({ block }: Decision): Container | null => closest(block.container, ({ tag }) => tag === 'tr', 6);

/** Joins the kept blocks: a blank line between blocks, " | " between the cells of a table row. The first paragraph is the lead. */
export function assemble(decisions: readonly Decision[]): Body {
  const blocks: Block[] = [];
  let text = '';
  let row: Container | null = null;
  let hasLead = false;
  for (const decision of decisions) {
    if (!decision.keep) continue;
    let kind = kindOf(decision);
    const ownRow = kind === 'table' ? rowOf(decision) : null;
    const previous = blocks.at(-1);
    if (ownRow && ownRow === row && previous) {
      text += ` | ${decision.block.text}`;
      blocks[blocks.length - 1] = { ...previous, end: text.length };
      continue;
    }
    row = ownRow;
    if (kind === 'paragraph' && !hasLead) {
      kind = 'lead';
      hasLead = true;
    }
    if (text !== '') text += '\n\n';
    const start = text.length;
    text += decision.block.text;
    blocks.push({ kind, start, end: text.length });
  }
  return { text, blocks };
}
