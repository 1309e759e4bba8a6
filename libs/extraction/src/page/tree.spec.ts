import { describe, expect, it } from '@jest/globals';
import { type AnyNode, type Element, hasChildren, isTag, isText } from 'domhandler';
import { parseTree } from './tree.ts';

const nodesOf = (node: AnyNode): AnyNode[] => [node, ...(hasChildren(node) ? node.children.flatMap(nodesOf) : [])];
const textOf = (html: string): string =>
  nodesOf(parseTree(html).document)
    .filter(isText)
    .map(({ data }) => data)
    .join('');
const elementsOf = (html: string): Element[] => nodesOf(parseTree(html).document).filter(isTag);

describe('entities', () => {
  it.each([
    ['<p>Salt &amp; Stone &ndash; &#8364;5</p>', 'Salt & Stone – €5'],
    ['<p>&amp;lt;</p>', '&lt;'],
    ['<p>AT&T < x</p>', 'AT&T < x'],
    ['<title>Salt &amp; Stone</title>', 'Salt & Stone'],
    ['<textarea>Salt &amp; Stone</textarea>', 'Salt & Stone'],
    ['<script>a &amp;&amp; b</script>', 'a &amp;&amp; b'],
    ['<iframe>a &amp; b</iframe>', 'a &amp; b'],
  ])('of the text %s are decoded once, outside of raw text', (html, text) => {
    expect(textOf(html)).toBe(text);
  });

  it('of attributes are decoded once, and of each element', () => {
    const elements = elementsOf(
      '<a href="?a=1&copy=2" title="&quot;x&quot; &amp;lt;">y</a><b title="&amp;">z</b><i title="a">q</i>',
    );
    expect(elements.map(({ attribs }) => attribs)).toEqual([
      { href: '?a=1&copy=2', title: '"x" &lt;' },
      { title: '&' },
      { title: 'a' },
    ]);
  });
});
