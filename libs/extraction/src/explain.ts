import type { Warning } from '@newsflow/contracts';
import type { PageInput } from './extraction.ts';
import { readPage } from './read-page.ts';

/** What became of one block of a page. */
export interface ExplainedBlock {
  readonly kept: boolean;
  /** The rule that removed it, of the model with the property that spoke most against it; null if kept. */
  readonly rule: string | null;
  /** Log-odds that it is article text; null where no score decides (text pages). */
  readonly score: number | null;
  /** Tags and classes from the block up to the body, nearest first; empty for a text page. */
  readonly path: string;
  readonly text: string;
}

export interface Explanation {
  readonly blocks: readonly ExplainedBlock[];
  /** Field → where it was read. */
  readonly sources: Readonly<Record<string, string>>;
  readonly warnings: readonly Warning[];
}

/** Why the body of a page is what it is: every block in order, kept or removed, with rule and score. */
export function explain(input: PageInput): Explanation {
  const page = readPage(input);
  const sources = page.article?.sources ?? {};
  if (page.text) {
    const { text, body } = page.text;
    const blocks = body.outline.map(({ start, end, rule }) => ({
      kept: rule === null,
      rule,
      score: null,
      path: '',
      text: text.slice(start, end),
    }));
    return { blocks, sources, warnings: page.warnings };
  }
  const blocks = page.decisions.map(({ block, keep, rule, score }) => {
    const path: string[] = [];
    for (let level = block.container; level.parent && path.length < 4; level = level.parent) {
      const names = (level.element?.attribs['class'] ?? '')
        .trim()
        .split(/\s+/)
        .slice(0, 3)
        .filter((name) => name !== '');
      path.push([level.tag, ...names].join('.'));
    }
    const objection = rule === 'score' && page.objection ? `score: ${page.objection(block)}` : rule;
    return {
      kept: keep,
      rule: objection,
      score: Math.round(score * 100) / 100,
      path: path.join(' < '),
      text: block.text,
    };
  });
  return { blocks, sources, warnings: page.warnings };
}
