import { describe, expect, it } from '@jest/globals';
import { shippedModels } from '../../models.ts';
import { cutPage } from '../blocks/cut.ts';
import { shapeOf } from '../blocks/page-shape.ts';
import { parseTree } from '../../page/tree.ts';
import { Context, contextNames } from './context.ts';
import { featureNames, Features } from './features.ts';

const html = `<title>Rain</title><main><h1>Rain</h1><p class="byline">By Ada Moor</p>
<div class="story-body"><p>It rained for nine days, and on the tenth the bridge was gone.</p><ul><li>One bridge</li><li>Two mills</li></ul>
<p>Nobody was hurt, said the mayor, but the mill will not turn before spring.</p></div></main><nav><a href="/a">News</a></nav>`;

const nothing = { headline: null, description: null, headlineBlock: -1, articleBody: null, isNewsArticle: false };
const pages = [
  { what: 'a page that declares nothing', declared: nothing },
  {
    what: 'a page that declares all',
    declared: {
      headline: 'Rain',
      description: 'It rained for nine days.',
      headlineBlock: 0,
      articleBody: 'It rained for nine days, and on the tenth the bridge was gone. '.repeat(3),
      isNewsArticle: true,
    },
  },
];

describe('the features of blocks', () => {
  it('are those that the shipped model was trained on', () => {
    expect(shippedModels.body.alone.features).toEqual(featureNames);
    expect(shippedModels.body.together.features).toEqual(contextNames);
  });

  it('have names of their own', () => {
    expect(new Set(featureNames).size).toBe(featureNames.length);
    expect(new Set(contextNames).size).toBe(contextNames.length);
  });

  it.each(pages)('are all numbers on $what', ({ declared }) => {
    const shape = shapeOf(cutPage(parseTree(html).document, new Set()));
    const features = new Features(shape, declared);
    const context = new Context(shape, new Float64Array(shape.blocks.length));
    expect(shape.blocks.length).toBe(7);
    for (const block of shape.blocks) {
      expect(features.of(block).every((value) => Number.isFinite(value))).toBe(true);
      expect(context.of(block).every((value) => Number.isFinite(value))).toBe(true);
    }
  });

  it('say where a block lies and what it says', () => {
    const shape = shapeOf(cutPage(parseTree(html).document, new Set()));
    const features = new Features(shape, nothing);
    const of = (text: string, name: string): number | undefined => {
      const block = shape.blocks.find((candidate) => candidate.text.startsWith(text));
      return block && features.of(block)[featureNames.indexOf(name)];
    };
    expect(of('By Ada', 'says:byLine')).toBe(1);
    expect(of('It rained', 'says:byLine')).toBe(0);
    expect(of('It rained', 'in:body')).toBe(2);
    expect(of('One bridge', 'in:<ul>')).toBe(1);
    expect(of('News', 'in:<nav>')).toBe(0);
    expect(of('News', 'linkShare')).toBe(1);
  });
});
