// The labelled pages, unpacked into files so that no system pays for that, and what each system made of them.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readPageSet } from '../../training/development-data.mjs';
import { languageAccuracy } from './language.mjs';
import { scorePages } from './score-pages.mjs';

/** @returns the sets with their pages, and the manifest that systems read */
export function unpackPages(sets, work) {
  const found = sets.map((name) => ({ name, pages: readPageSet(name) }));
  const lines = found.flatMap(({ name, pages }) => {
    mkdirSync(join(work, name), { recursive: true });
    return pages.map(({ id, url, heldBack, fold, bytes }) => {
      const path = join(work, name, `${id}.html`);
      writeFileSync(path, bytes());
      return `${JSON.stringify({ id: `${name}/${id}`, path, url, fold: heldBack ? null : fold })}\n`;
    });
  });
  const manifest = join(work, 'pages.jsonl');
  writeFileSync(manifest, lines.join(''));
  return { sets: found, manifest };
}

/** The figures of one system on some pages of a set, by name; with a `vote` also those of its language. */
export async function figuresOf({ name }, pages, read, work, { vote, standardErrors }) {
  const ids = pages.map(({ id }) => id);
  const scored = await scorePages(name, ids, read, work, { standardErrors });
  // A system without tags has none that are wrong.
  if (!ids.some((id) => read.get(`${name}/${id}`)?.tags?.length > 0)) delete scored.tags;
  if (vote === undefined) return scored;
  const told = pages.map((page) => ({ language: vote(page), found: read.get(`${name}/${page.id}`)?.language }));
  const language = languageAccuracy(told);
  return language === undefined ? scored : { ...scored, language };
}
