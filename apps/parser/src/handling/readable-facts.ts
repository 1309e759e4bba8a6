import { headerText } from '@newsflow/contracts';
import type { ReceivedRecord } from '@newsflow/kafka';
import type { ParsedPage } from '../events/outcome.ts';

/** Of a record that is no valid raw page: the facts that an outcome needs, null where one of them is not there. */
export function readableFacts(record: ReceivedRecord): ParsedPage | null {
  let facts: unknown;
  try {
    facts = JSON.parse(headerText(record.headers, 'nf_fetch') ?? '');
  } catch {
    return null;
  }
  if (typeof facts !== 'object' || facts === null) return null;
  const { pageId, url, finalUrl, version, fetchedAt } = facts as Record<string, unknown>;
  if (typeof pageId !== 'string' || !/^[0-9a-f]{32}$/u.test(pageId)) return null;
  if (
    typeof url !== 'string' ||
    url === '' ||
    typeof version !== 'number' ||
    !Number.isSafeInteger(version) ||
    version < 0
  )
    return null;
  if (typeof fetchedAt !== 'string' || !isInstant(fetchedAt)) return null;
  return {
    pageId,
    url,
    finalUrl: typeof finalUrl === 'string' && finalUrl !== '' ? finalUrl : url,
    version,
    fetchedAt,
  };
}

const isInstant = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/u.test(text) && !Number.isNaN(Date.parse(text));
