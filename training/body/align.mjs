// Which tokens of a page are in the text that people marked as its article.

export const tokensOf = (text) => text.match(/[\p{L}\p{M}\p{N}_]+/gu) ?? [];
const size = 4;

/** Longest run that two lists have in common within a window of each; the earliest of several. Ratcliff and Metzener (1988). */
function longestRun(a, positions, window) {
  const { fromA, toA, fromB, toB } = window;
  let best = { a: fromA, b: fromB, length: 0 };
  let lengths = new Map();
  for (let i = fromA; i < toA; i++) {
    const next = new Map();
    for (const j of positions.get(a[i]) ?? []) {
      if (j < fromB) continue;
      if (j >= toB) break;
      const length = (lengths.get(j - 1) ?? 0) + 1;
      next.set(j, length);
      if (length > best.length) best = { a: i - length + 1, b: j - length + 1, length };
    }
    lengths = next;
  }
  return best;
}

/** Runs that two lists have in common, in the same order in both. */
function commonRuns(a, b, window = { fromA: 0, toA: a.length, fromB: 0, toB: b.length }) {
  const positions = new Map();
  for (let j = window.fromB; j < window.toB; j++) {
    const known = positions.get(b[j]);
    if (known) known.push(j);
    else positions.set(b[j], [j]);
  }
  const runs = [];
  const open = [window];
  for (let next = open.pop(); next; next = open.pop()) {
    const run = longestRun(a, positions, next);
    if (run.length === 0) continue;
    runs.push(run);
    open.push(
      { fromA: next.fromA, toA: run.a, fromB: next.fromB, toB: run.b },
      { fromA: run.a + run.length, toA: next.toA, fromB: run.b + run.length, toB: next.toB },
    );
  }
  return runs.sort((left, right) => left.a - right.a);
}

const shinglesOf = (tokens) =>
  tokens.slice(0, Math.max(0, tokens.length - size + 1)).map((_, index) => tokens.slice(index, index + size).join(' '));

/**
 * Share of each block's tokens that are article text, 0 to 1: first runs of shingles, then between them runs of three tokens and
 * whole blocks, last blocks whose shingles stand elsewhere in the text.
 *
 * @param {string[]} blocks texts of the blocks, in order
 * @param {string} truth
 * @returns {number[]}
 */
export function coverage(blocks, truth) {
  const tokens = [];
  const blockOf = [];
  const firstOf = [];
  for (const [index, text] of blocks.entries()) {
    firstOf.push(tokens.length);
    for (const token of tokensOf(text)) {
      tokens.push(token);
      blockOf.push(index);
    }
  }
  firstOf.push(tokens.length);
  const wanted = tokensOf(truth);
  const covered = new Uint8Array(tokens.length);
  const used = new Uint8Array(wanted.length);
  const mark = (a, b, length) => {
    covered.fill(1, a, a + length);
    used.fill(1, b, b + length);
  };
  const pageShingles = shinglesOf(tokens);
  const truthShingles = shinglesOf(wanted);
  const runs = commonRuns(pageShingles, truthShingles).map((run) => ({ ...run, length: run.length + size - 1 }));
  for (const { a, b, length } of runs) mark(a, b, length);

  let previous = { a: 0, b: 0, length: 0 };
  for (const run of [...runs, { a: tokens.length, b: wanted.length, length: 0 }]) {
    const window = {
      fromA: Math.min(run.a, previous.a + previous.length),
      toA: run.a,
      fromB: Math.min(run.b, previous.b + previous.length),
      toB: run.b,
    };
    previous = run;
    if (window.toB - window.fromB > 60 || window.toA - window.fromA > 800) continue;
    for (const { a, b, length } of commonRuns(tokens, wanted, window)) {
      const block = blockOf[a];
      const isWhole = a === firstOf[block] && a + length === firstOf[block + 1];
      const touches =
        (a > firstOf[block] && covered[a - 1] === 1) || (a + length < firstOf[block + 1] && covered[a + length] === 1);
      if (length >= 3 || isWhole || touches) mark(a, b, length);
    }
  }

  const left = new Map();
  for (const [index, shingle] of truthShingles.entries())
    if (used[index] === 0) left.set(shingle, (left.get(shingle) ?? 0) + 1);
  return blocks.map((_, block) => {
    const from = firstOf[block];
    const to = firstOf[block + 1];
    const count = to - from;
    if (count === 0) return 0;
    const own = covered.subarray(from, to).reduce((sum, value) => sum + value, 0);
    if (own / count < 0.5 && count >= size + 4) {
      const shingles = pageShingles.slice(from, to - size + 1);
      const elsewhere = shingles.filter((shingle) => left.has(shingle)).length;
      if (elsewhere >= 0.8 * shingles.length) return 1;
    }
    return own / count;
  });
}
