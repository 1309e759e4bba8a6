// Learns which of a page's statements are its headline, its authors and its day of publication:
//   node training/metadata.mjs                              writes libs/extraction/src/metadata/weights.json
//   node training/metadata.mjs --cross-validate FOLDER      writes FOLDER/fold-0.json to fold-4.json, each from the pages outside its fold
// Only pages of sets that may be trained on, and none that is held back. Each page counts twice: as it is, and without its scripts,
// since stored pages often have lost theirs.
import { Buffer } from 'node:buffer';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stdout } from 'node:process';
import { root } from '../tools/ensure-built.mjs';
import { folds, pageSets, readPageSet } from './development-data.mjs';
import { writeFoldModel } from './folds.mjs';
import { fitLogistic, fitRanker } from './softmax.mjs';
import { start } from './start.mjs';

const usage = `node training/metadata.mjs [--cross-validate FOLDER]

  --cross-validate FOLDER   one model for each of the ${folds} folds, for npm run bench:extraction
                            without it: the model that is shipped, libs/extraction/src/metadata/weights.json
`;
const folder = await start(usage);
const { authorCandidates, dateCandidates, givenEvidence, headlineCandidates, rank, readPage } =
  await import('@newsflow/extraction/development');

const target = join(root, 'libs', 'extraction', 'src', 'metadata', 'weights.json');
const ranking = {
  headline: { l2: 4, minGroups: 6 },
  author: { l2: 1.5, minGroups: 6 },
  date: { l2: 0.7, minGroups: 5 },
};
const giving = { l2: 2, minGroups: 8 };
/** Log-odds below which no author is given. */
const threshold = -0.18;

const words = (text) =>
  (
    String(text)
      .replace(/[\u00ad\u200b]/g, '')
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}_]+/gu) ?? []
  ).join(' ');
const separator = /\s*(?:,|;|\||\/|\band\b|\bund\b|&|\bet\b|\by\b)\s*/i;
const nameSet = (authors) =>
  [
    ...new Set(
      [authors ?? []]
        .flat()
        .flatMap((author) => author.split(separator))
        .map(words),
    ),
  ]
    .filter((name) => name !== '')
    .sort()
    .join('+');
const dayOf = (date) => String(date ?? '').slice(0, 10);

const withoutScripts = (bytes) =>
  Buffer.from(bytes.toString('latin1').replace(/<script\b[\s\S]*?<\/script>/gi, ''), 'latin1');

/** Candidates of the three fields of a page, each marked as right or wrong. */
function examplesOf(page, bytes) {
  const input = {
    bytes,
    contentType: null,
    url: page.url || 'http://localhost/',
    pageId: '0'.repeat(32),
    version: 1,
    rights: { robots: [] },
  };
  const { facts } = readPage(input);
  if (!facts) return null;
  const { title, authors, date } = page.truth;
  const mark = (candidates, isRight) =>
    candidates.map((candidate) => ({ ...candidate, right: isRight(candidate.readings[0].value, candidate.key) }));
  return {
    page,
    headline: title === undefined ? null : mark(headlineCandidates(facts), (value) => words(value) === words(title)),
    author: mark(
      authorCandidates(facts),
      (value) => nameSet(value.map(({ name }) => name)) === nameSet(authors) && authors !== undefined,
    ),
    date: date === undefined ? null : mark(dateCandidates(facts, null).days, (_, day) => day === dayOf(date)),
  };
}

/** There are four times as many guides as news pages, and news is what is read. */
const weightOf = ({ set }) => (set === 'fundus' ? 1 : 0.5);
const groupsOf = (examples, field) =>
  examples.flatMap((example) =>
    example[field] === null ? [] : [{ candidates: example[field], weight: weightOf(example.page) }],
  );

/** The best authors of each page by a ranker that has not seen its site: what it takes for sure there is as unsure as on new sites. */
function giveRows(examples) {
  const seen = [...new Set(examples.map(({ page }) => page.fold))].sort();
  return seen.flatMap((fold) => {
    const ranker = fitRanker(
      groupsOf(
        examples.filter(({ page }) => page.fold !== fold),
        'author',
      ),
      ranking.author,
    );
    return examples
      .filter(({ page, author }) => page.fold === fold && author.length > 0)
      .map(({ page, author }) => {
        const [best] = rank(author, ranker);
        return { evidence: givenEvidence(best, author), right: best.right, weight: weightOf(page) };
      });
  });
}

const fit = (examples) => ({
  headline: fitRanker(groupsOf(examples, 'headline'), ranking.headline),
  date: fitRanker(groupsOf(examples, 'date'), ranking.date),
  author: {
    ranker: fitRanker(groupsOf(examples, 'author'), ranking.author),
    given: fitLogistic(giveRows(examples), giving),
    threshold,
  },
});

const pages = pageSets
  .filter(({ mayTrain }) => mayTrain)
  .flatMap(({ name }) => readPageSet(name).map((page) => ({ ...page, set: name })))
  .filter(({ heldBack }) => !heldBack);
const examples = pages.flatMap((page) => {
  const bytes = page.bytes();
  return [bytes, withoutScripts(bytes)].flatMap((variant) => examplesOf(page, variant) ?? []);
});
for (const field of ['headline', 'author', 'date']) {
  const groups = groupsOf(examples, field);
  const possible = groups.filter(({ candidates }) => candidates.some(({ right }) => right)).length;
  stdout.write(`${field}: ${groups.length} examples, the right one is among the candidates in ${possible}\n`);
}

if (folder !== undefined) {
  for (let fold = 0; fold < folds; fold++)
    writeFoldModel(folder, fold, { metadata: fit(examples.filter(({ page }) => page.fold !== fold)) });
} else {
  writeFileSync(target, `${JSON.stringify(fit(examples), null, 2)}\n`);
}
