// Scores what a system read from one set of pages, by the scorer that lies with the data.
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { dataFolder } from '../../training/development-data.mjs';

const run = promisify(execFile);
const folder = join(dataFolder, 'extraction');
const largest = { maxBuffer: 64 * 1024 * 1024 };

/** The figures of the scorer's answer that are shown, in this order. */
const figures = {
  'body F1': (scored) => scored.body?.f1,
  precision: (scored) => scored.body?.precision,
  recall: (scored) => scored.body?.recall,
  snippets: (scored) => scored.segments?.f1,
  title: (scored) => scored.title_acc,
  author: (scored) => scored.author_exact,
  'false author': (scored) => scored.author_false_rate_where_none,
  date: (scored) => scored.date_acc,
  tags: (scored) => scored.tags_f1,
};

/** What the scorer reads; the rest of a page would only be parsed. */
const scoredFields = ({ text, title, authors, author, publishedAt, date, language, sections, tags, error }) => ({
  ...{ text, title, authors, author, publishedAt, date, language, sections, tags },
  ...(error === undefined ? {} : { error }),
});

/**
 * @param {string} set name of the set
 * @param {string[]} ids of the pages that count
 * @param {Map<string, object>} read by `set/id`
 * @param {string} work folder for files in between
 * @param {{ standardErrors?: boolean }} [wanted]
 * @returns {Promise<Record<string, { value: number, standardError?: number }>>} by the names of {@link figures}, without those that
 * the set has no truth for
 */
export async function scorePages(set, ids, read, work, { standardErrors = false } = {}) {
  const files = { pages: join(work, 'scored-pages.json'), ids: join(work, 'scored-ids.txt') };
  writeFileSync(
    files.pages,
    JSON.stringify(Object.fromEntries(ids.map((id) => [id, scoredFields(read.get(`${set}/${id}`) ?? {})]))),
  );
  writeFileSync(files.ids, ids.join('\n'));
  const args = ['--data', join(folder, set), '--pred', files.pages, '--ids', files.ids];
  const { stdout } = await run('python3', [join(folder, 'score.py'), ...args], largest);
  const scored = JSON.parse(stdout);
  const errors = standardErrors
    ? JSON.parse(
        (
          await run(
            'python3',
            [join(import.meta.dirname, 'standard-errors.py'), folder, set, files.pages, files.ids],
            largest,
          )
        ).stdout,
      )
    : null;
  return Object.fromEntries(
    Object.entries(figures)
      .map(([name, of]) => [name, { value: of(scored), ...(errors === null ? {} : { standardError: of(errors) }) }])
      .filter(([, { value }]) => value !== undefined),
  );
}
