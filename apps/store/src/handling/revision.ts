import type { Article } from '@newsflow/contracts';
import type { Guard } from '../schema/documents.ts';
import { newestWins } from '../writing/newest-wins.ts';
import type { BulkOperation } from '../writing/write-all.ts';

/** Upsert of the content that this reading of an article shows; the first and the last sight of it, whatever the order of arrival. */
export function writeRevision(article: Article, guard: Guard): BulkOperation {
  const { id, contentHash, headline, alternativeHeadline, description, dateModified, articleBody } = article;
  const optional = Object.entries({ headline, alternativeHeadline, description, dateModified }).filter(
    ([, value]) => value !== undefined,
  );
  const content = { articleId: id, contentHash, ...Object.fromEntries(optional), articleBody };
  const seen = { $literal: { version: guard.version, parserVersion: guard.parserVersion } };
  return newestWins(`${id}:${contentHash}`, content, guard, {
    firstSeen: { $min: ['$firstSeen', seen] },
    lastSeen: { $max: ['$lastSeen', seen] },
  });
}
