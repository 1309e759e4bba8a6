// Rows of a page to learn from: one for each block, of the page as it is and of two copies that are made poorer.
import {
  cutPage,
  declaredBy,
  decodePage,
  parseTree,
  plainFurniture,
  readJsonLd,
  shapeOf,
  survey,
} from '@newsflow/extraction/development';
import { coverage, tokensOf } from './align.mjs';
import { drawsOf } from './draws.mjs';

const copies = 2;
const weightOfCopies = 0.7;
const framing = new Set(['article', 'main', 'section', 'aside', 'header', 'footer', 'nav']);
const silent = { main: null, type: null };

/** A long article in short: only its first blocks, the furniture as it is. Otherwise a model takes short articles for furniture. */
function shortened(cut, labels, words) {
  let left = words;
  const keep = cut.blocks.map((block, index) => {
    if (labels[index] < 0.5) return true;
    left -= block.words;
    return left > -block.words;
  });
  return {
    cut: { ...cut, blocks: cut.blocks.filter((_, index) => keep[index]).map((block, index) => ({ ...block, index })) },
    labels: labels.filter((_, index) => keep[index]),
  };
}

function withoutClasses({ root, containers, blocks }) {
  for (const container of containers) {
    container.mask = 0;
    container.signature = `${container.tag}.<${container.parent?.tag ?? ''}.`;
  }
  return { root, containers, blocks: blocks.map((block) => ({ ...block, inlineMask: 0 })) };
}

function withoutFraming(cut) {
  for (const container of cut.containers) if (framing.has(container.tag)) container.tag = 'div';
  return cut;
}

function examplesOf(readerOf, cut, about, jsonLd, labels) {
  const shape = shapeOf(cut);
  const reader = readerOf(shape, declaredBy(about, shape, jsonLd));
  const rows = [];
  for (const [index, block] of cut.blocks.entries()) {
    if (plainFurniture(block, shape) !== null) continue;
    rows.push({
      values: Float32Array.from(reader.of(block)),
      label: labels[index],
      tokens: tokensOf(block.text).length,
    });
  }
  return rows;
}

/**
 * @param {{ set: string, id: string, url: string, truth: { text: string }, bytes(): Buffer }} page
 * @param {(shape, declared) => { of(block): Float32Array }} readerOf
 * @returns {{ values: Float32Array, labels: Float32Array, weights: Float32Array }} one row after the other
 */
export function rowsOf(page, readerOf) {
  const { text } = decodePage(page.bytes(), 'text/html');
  const { document } = parseTree(text);
  const about = survey(document);
  const jsonLd = readJsonLd(about.jsonLd, page.url || 'http://localhost/');
  const bare = { ...about, title: null, meta: new Map() };
  const fresh = () => cutPage(document, new Set());
  const labels = coverage(
    fresh().blocks.map((block) => block.text),
    page.truth.text,
  );
  const bodyTokens = Math.max(30, tokensOf(page.truth.text).length);
  const values = [];
  const targets = [];
  const weights = [];
  const add = (rows, weight) => {
    for (const row of rows) {
      values.push(row.values);
      targets.push(row.label);
      // Every page counts alike, and in it every word of the article.
      weights.push(weight * Math.min(1, (row.tokens / bodyTokens) ** 0.7));
    }
  };
  add(examplesOf(readerOf, fresh(), about, jsonLd, labels), 1);
  const draw = drawsOf(`${page.set}/${page.id}`);
  for (let copy = 0; copy < copies; copy++) {
    let cut = fresh();
    let copyLabels = labels;
    // Each is drawn by itself: where short texts always came without classes, the model learned that the one means the other.
    const isShort = draw() < 0.6;
    const words = 70 * 10 ** draw();
    const isWithoutClasses = draw() < 0.25;
    const isWithoutFraming = draw() < 0.3;
    const isWithoutMeta = draw() < 0.25;
    const isWithoutTitle = draw() < 0.25;
    if (isShort) ({ cut, labels: copyLabels } = shortened(cut, labels, words));
    if (isWithoutClasses) cut = withoutClasses(cut);
    if (isWithoutFraming) cut = withoutFraming(cut);
    const said = isWithoutMeta ? { ...bare, title: isWithoutTitle ? null : about.title } : about;
    add(examplesOf(readerOf, cut, said, isWithoutMeta ? silent : jsonLd, copyLabels), weightOfCopies);
  }
  const width = values[0]?.length ?? 0;
  const flat = new Float32Array(values.length * width);
  for (const [index, row] of values.entries()) flat.set(row, index * width);
  return { values: flat, labels: Float32Array.from(targets), weights: Float32Array.from(weights) };
}
