import { readFileSync } from 'node:fs';
import { Parser } from '@asyncapi/parser';
import { describe, expect, it } from '@jest/globals';
import { asyncApi } from './asyncapi.ts';
import { eventsReference } from './reference.ts';

const docs = (name: string): string => readFileSync(new URL(`../../../docs/${name}`, import.meta.url), 'utf8');

const isError = (severity: number): boolean => severity === 0;

describe('generated documents', () => {
  it('docs/events.md is what the catalogue says today (else run: node tools/generate.mjs)', () => {
    expect(docs('events.md')).toBe(eventsReference());
  });

  it('docs/asyncapi.json is what the catalogue says today (else run: node tools/generate.mjs)', () => {
    expect(JSON.parse(docs('asyncapi.json'))).toEqual(asyncApi('newsflow'));
  });

  it('says of each event and topic that nothing writes yet that it is reserved', () => {
    const reserved = docs('events.md')
      .split('\n')
      .flatMap((line) => (/reserved: /i.test(line) ? (/`newsflow\.([a-z-]+)\.v1`/.exec(line)?.[1] ?? []) : []));
    expect(reserved).toEqual(['takedown', 'article', 'quotation', 'market-quote', 'takedown']);
  });

  it('the AsyncAPI document is valid AsyncAPI 3', async () => {
    const diagnostics = await new Parser().validate(JSON.stringify(asyncApi('newsflow')));
    expect(diagnostics.filter(({ severity }) => isError(severity))).toEqual([]);
  });

  it('the validator notices a broken document', async () => {
    const broken = { ...asyncApi('newsflow'), channels: { article: { messages: 7 } } };
    const diagnostics = await new Parser().validate(JSON.stringify(broken));
    expect(diagnostics.filter(({ severity }) => isError(severity))).not.toEqual([]);
  });
});
