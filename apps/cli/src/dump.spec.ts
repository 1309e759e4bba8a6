import { describe, expect, it } from '@jest/globals';
import { marketQuoteId } from '@newsflow/contracts';
import { canonicalDump } from './dump.ts';

/** One page as one run stored it; every time and position differs from run to run. */
function stored(run: { version: number; offset: string; at: string }) {
  const { version } = run;
  return {
    articles: [
      {
        _id: 'p1',
        version,
        headline: 'Ferry line reopens',
        raw: { topic: 'newsflow.raw-page.v1', partition: 2, offset: run.offset, sha256: 'aa', fetchedAt: run.at },
        storedAt: new Date(run.at),
      },
    ],
    articleRevisions: [
      {
        _id: 'p1:cc',
        articleId: 'p1',
        firstSeen: { version: version - 5, parserVersion: 1 },
        lastSeen: { version, parserVersion: 1 },
      },
    ],
    quotations: [{ _id: 'q1', articleId: 'p1', version, text: '“Yes.”' }],
    marketQuotes: [
      {
        _id: marketQuoteId('p1', version, 'Brent 80.10'),
        id: marketQuoteId('p1', version, 'Brent 80.10'),
        pageId: 'p1',
        version,
        raw: 'Brent 80.10',
      },
    ],
  };
}
const monday = stored({ version: 1_700_000_000_000, offset: '17', at: '2026-01-05T10:00:00Z' });
const tuesday = stored({ version: 1_700_086_400_000, offset: '3', at: '2026-01-06T10:00:00Z' });

describe('canonicalDump', () => {
  it('is the same for two runs over the same pages', () => {
    expect(canonicalDump(tuesday)).toEqual(canonicalDump(monday));
  });

  it('shows versions as ranks within their page', () => {
    const [article, revision] = canonicalDump(monday);
    expect(article).toMatchObject({ collection: 'articles', version: 2, raw: { sha256: 'aa' } });
    expect(revision).toMatchObject({ firstSeen: { version: 1 }, lastSeen: { version: 2 } });
  });

  it('makes ids that contain a version again from the rank', () => {
    expect(canonicalDump(monday).at(-1)).toMatchObject({ _id: marketQuoteId('p1', 2, 'Brent 80.10') });
  });

  it('differs when a text differs, a document is missing or a document is doubled', () => {
    const base = canonicalDump(monday);
    expect(canonicalDump({ ...monday, quotations: [] })).not.toEqual(base);
    expect(
      canonicalDump({ ...monday, quotations: [...monday.quotations, { ...monday.quotations[0], _id: 'q2' }] }),
    ).not.toEqual(base);
    expect(canonicalDump({ ...monday, quotations: [{ ...monday.quotations[0], text: '“No.”' }] })).not.toEqual(base);
  });

  it('does not depend on the order of reading', () => {
    const two = {
      ...monday,
      quotations: [...monday.quotations, { _id: 'q0', articleId: 'p1', version: 1_700_000_000_000, text: 'a' }],
    };
    expect(canonicalDump({ ...two, quotations: [...two.quotations].reverse() })).toEqual(canonicalDump(two));
  });
});
