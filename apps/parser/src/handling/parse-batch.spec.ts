import { describe, expect, it } from '@jest/globals';
import {
  type Article,
  decodeEvent,
  headerText,
  type PageOutcome,
  type RecordToSend,
  topicNames,
} from '@newsflow/contracts';
import type { Extraction } from '@newsflow/extraction';
import { FatalError, type HandlerResult, type ReceivedRecord } from '@newsflow/kafka';
import { aMarketQuote, anArticle, aQuotation, aRawPage, type RawPageChanges, recordSpans } from '@newsflow/testing';
import { PageFailure } from '../parsing/page-failure.ts';
import type { PageTask } from '../parsing/task.ts';
import { parseBatch } from './parse-batch.ts';

const names = topicNames('newsflow');
const received = (record: RecordToSend, offset = '7'): ReceivedRecord => ({
  topic: names.topic('raw-page'),
  partition: 3,
  offset,
  timestamp: '0',
  key: Buffer.from(record.key),
  value: record.value,
  headers: record.headers,
});
const aRecord = (changes?: RawPageChanges, offset?: string): ReceivedRecord => received(aRawPage(changes), offset);

const nothing: Extraction = {
  article: null,
  quotations: [],
  marketQuotes: [],
  warnings: [{ code: 'NO_BODY', message: 'no text' }],
};
function full(changes: Partial<Article> = {}): Extraction {
  const quotation = aQuotation();
  const article: Extraction['article'] = anArticle({ quotations: [quotation.id], ...changes });
  return { article, quotations: [quotation], marketQuotes: [aMarketQuote()], warnings: [] };
}

interface Setting {
  readonly parse?: (task: PageTask) => Promise<Extraction>;
  readonly signal?: AbortSignal;
}
async function run(
  records: readonly ReceivedRecord[],
  { parse = () => Promise.resolve(full()), signal }: Setting = {},
): Promise<HandlerResult & { ended: PageOutcome[] }> {
  const ended: PageOutcome[] = [];
  const result = await parseBatch(records, { names, parse, ended: (outcome) => ended.push(outcome) }, signal);
  return { ...result, ended };
}
const events = ({ outputs = [] }: HandlerResult) =>
  outputs.map(({ topic, record }) => ({ topic, ...decodeEvent({ ...record }) }));
const outcomes = (result: HandlerResult): PageOutcome[] =>
  events(result).flatMap(({ topic, data }) => (topic === 'page-outcome' ? [data as PageOutcome] : []));

describe('parseBatch', () => {
  it('gives the article, its quotations, the market quotes and the manifest', async () => {
    const result = await run([aRecord()]);
    expect(events(result).map(({ topic }) => topic)).toEqual(['article', 'quotation', 'market-quote', 'page-outcome']);
    expect(outcomes(result)[0]).toMatchObject({
      stage: 'parser',
      outcome: 'parsed',
      reason: null,
      articleId: anArticle().id,
      quotations: [aQuotation().id],
      marketQuotes: [aMarketQuote().id],
      at: '2026-01-05T10:00:00.000Z',
    });
    expect(result.failures).toEqual([]);
  });

  it('says in every output where the raw page lies', async () => {
    const result = await run([aRecord({}, '41')]);
    for (const { record } of result.outputs ?? []) expect(headerText(record.headers, 'nf_raw')).toBe('3:41');
    expect(events(result)[0]?.data).toMatchObject({
      raw: { topic: 'newsflow.raw-page.v1', partition: 3, offset: '41' },
    });
  });

  it('gives identical records for a repeat', async () => {
    expect((await run([aRecord()])).outputs).toEqual((await run([aRecord()])).outputs);
  });

  it('gives the same ids for a replayed page at another place of the log', async () => {
    const ids = (result: HandlerResult) => events(result).map(({ id }) => id);
    const first = ids(await run([aRecord({}, '7')]));
    expect(ids(await run([aRecord({}, '900')]))).toEqual(first);
    expect(new Set(first).size).toBe(4);
  });

  it.each([
    [null, 'insert'],
    [{ sha256: 'b'.repeat(64), version: 900 }, 'update'],
  ])('tells by the previous fetch %j that the change is an %s', async (previous, changeKind) => {
    const result = await run([aRecord({ facts: { previous } })]);
    expect(events(result)[0]?.data).toMatchObject({ changeKind });
  });

  it('marks everything that comes of a replayed page as such, under the same ids', async () => {
    const record = aRecord({ facts: { previous: { sha256: 'b'.repeat(64), version: 900 } } });
    const replayed = await run([{ ...record, headers: { ...record.headers, nf_replayed: Buffer.from('2') } }]);
    expect(replayed.outputs?.map(({ record: { headers } }) => headers['nf_replayed'])).toEqual(['2', '2', '2', '2']);
    expect(events(replayed)[0]?.data).toMatchObject({ changeKind: 'reparse' });
    expect(events(replayed).map(({ id }) => id)).toEqual(events(await run([record])).map(({ id }) => id));
  });

  it('records a page without an article with its market quotes and the reason', async () => {
    const result = await run([aRecord()], {
      parse: () => Promise.resolve({ ...nothing, marketQuotes: [aMarketQuote()] }),
    });
    expect(events(result).map(({ topic }) => topic)).toEqual(['market-quote', 'page-outcome']);
    expect(outcomes(result)[0]).toMatchObject({
      outcome: 'not-an-article',
      reason: 'no-body: no text',
      articleId: null,
      marketQuotes: [aMarketQuote().id],
    });
  });

  it('makes a page that fails a dead letter with an outcome, and parses the others', async () => {
    const bad = aRecord({ facts: { finalUrl: 'https://gazette.example/slow' } }, '1');
    const parse = (task: PageTask): Promise<Extraction> =>
      task.page.url.endsWith('slow')
        ? Promise.reject(new PageFailure('time-limit', 'more than 5 ms'))
        : Promise.resolve(full());
    const result = await run([bad, aRecord({}, '2')], { parse });
    expect(result.failures).toMatchObject([{ record: bad, error: { name: 'PoisonError', code: 'PARSE_TIME_LIMIT' } }]);
    expect(outcomes(result).map(({ outcome, reason }) => [outcome, reason])).toEqual([
      ['dead-letter', 'time-limit: more than 5 ms'],
      ['parsed', null],
    ]);
    expect(outcomes(result)[0]).not.toHaveProperty('articleId');
    expect(result.ended.map(({ outcome }) => outcome).sort()).toEqual(['dead-letter', 'parsed']);
  });

  it('makes a page whose article is too large for its topic a dead letter', async () => {
    const result = await run([aRecord()], {
      parse: () => Promise.resolve(full({ articleBody: 'x'.repeat(8 * 1024 * 1024) })),
    });
    expect(result.failures).toMatchObject([{ error: { code: 'OUTPUT_TOO_LARGE' } }]);
    expect(outcomes(result)).toMatchObject([{ outcome: 'dead-letter' }]);
    expect(result.outputs).toHaveLength(1);
  });

  it('makes a record that is no raw page a dead letter, with an outcome where the page can be told', async () => {
    const page = aRawPage();
    const facts = JSON.parse(page.headers.nf_fetch ?? '{}') as Record<string, unknown>;
    delete facts.finalUrl;
    const readable = received({ ...page, headers: { ...page.headers, nf_fetch: JSON.stringify(facts) } });
    const unreadable = received({ ...page, headers: { ...page.headers, nf_fetch: '{' } });
    const result = await run([readable, unreadable]);
    expect(result.failures).toMatchObject([
      { record: readable, error: { code: 'INVALID_EVENT' } },
      { record: unreadable, error: { code: 'INVALID_EVENT' } },
    ]);
    expect(outcomes(result)).toMatchObject([
      { outcome: 'dead-letter', reason: expect.stringMatching(/^invalid-event: /u), url: facts.url },
    ]);
  });

  it('rejects as a whole when no page can be parsed at all or the partition is lost', async () => {
    const broken = new FatalError('PARSER_WORKER', 'no worker can start');
    await expect(run([aRecord()], { parse: () => Promise.reject(broken) })).rejects.toBe(broken);
    const lost = AbortSignal.abort(new Error('partition lost'));
    await expect(
      run([aRecord()], { parse: () => Promise.reject(new Error('partition lost')), signal: lost }),
    ).rejects.toThrow('partition lost');
  });
});

describe('the trace of a page', () => {
  const traceparent = (digit: string) => `00-${digit.repeat(32)}-${digit.repeat(16)}-01`;
  const traced = (digit: string): ReceivedRecord => {
    const record = aRecord();
    return { ...record, headers: { ...record.headers, traceparent: traceparent(digit) } };
  };

  it('goes with its outputs, and a parse stands in it, each page of a batch in its own', async () => {
    const { spans } = recordSpans();
    const { outputs = [] } = await run([traced('a'), traced('b')]);
    expect(outputs.map(({ record }) => headerText(record.headers, 'traceparent'))).toEqual([
      ...Array<string>(4).fill(traceparent('a')),
      ...Array<string>(4).fill(traceparent('b')),
    ]);
    expect(spans()).toMatchObject(
      ['a', 'b'].map((digit) => ({ name: 'parse', traceId: digit.repeat(32), parentId: digit.repeat(16) })),
    );
  });

  it('goes with the outcome of what is not even a raw page', async () => {
    const broken = { ...traced('a'), value: null };
    const { outputs = [], failures = [] } = await run([broken]);
    expect(outputs.map(({ record }) => headerText(record.headers, 'traceparent'))).toEqual([traceparent('a')]);
    expect(failures[0]?.record).toBe(broken);
  });
});
