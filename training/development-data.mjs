// The labelled pages and articles that extraction is developed on, and how they are divided. Nothing of them is kept in the project.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { URL } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { getDomain } from 'tldts';
import { root } from '../tools/ensure-built.mjs';

export const dataFolder = join(root, '..', 'shared', 'data');
export const folds = 5;

/** Sets of labelled pages. Learned parts are made from those alone whose licence allows it (CC-BY-4.0, MIT). */
export const pageSets = [
  { name: 'wcxb-dev', mayTrain: true },
  { name: 'fundus', mayTrain: true },
  { name: 'traf', mayTrain: false },
];

/** Sets of articles with annotated quotations. */
export const quotationSets = ['polnear-train', 'dewiki-train'];

const firstBytes = (name) => createHash('sha256').update(name).digest();

/**
 * Whether a site (registrable domain) or an article (id) is held back: nobody looks at it and nothing is trained on it. One in
 * five.
 */
export const isHeldBack = (name) => firstBytes(name)[0] % 5 === 0;

/** The fold of cross-validation that a site belongs to, 0 to `folds` - 1. Independent of being held back. */
export const foldOf = (site) => firstBytes(site)[1] % folds;

/** Registrable domain; the set and id of a page whose address nobody wrote down. */
const siteOf = (url, page) => (url === '' ? page : (getDomain(url) ?? new URL(url).hostname));

const unzipped = (file) => gunzipSync(readFileSync(file));

/** Whether the development data lie beside the project. */
export const hasDevelopmentData = () => existsSync(join(dataFolder, 'extraction'));

/**
 * The pages of a set, in the order of their ids.
 *
 * @returns {{ id: string, url: string, site: string, heldBack: boolean, fold: number, truth: Record<string, unknown>, bytes(): Buffer }[]}
 */
export function readPageSet(name) {
  const folder = join(dataFolder, 'extraction', name);
  const truths = JSON.parse(unzipped(join(folder, 'truth.json.gz')).toString('utf8'));
  return Object.keys(truths)
    .sort()
    .map((id) => {
      const truth = truths[id];
      const url = truth.url ?? '';
      const site = siteOf(url, `${name}/${id}`);
      return {
        id,
        url,
        site,
        heldBack: isHeldBack(site),
        fold: foldOf(site),
        truth,
        bytes: () => unzipped(join(folder, 'html', `${id}.html.gz`)),
      };
    });
}

/** The annotated articles of a set, as their lines say, with `heldBack`. */
export function readQuotationSet(name) {
  return unzipped(join(dataFolder, 'quotations', `${name}.jsonl.gz`))
    .toString('utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
    .map((article) => ({ ...article, heldBack: isHeldBack(article.id) }));
}
