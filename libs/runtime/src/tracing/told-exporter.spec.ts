import { expect, it } from '@jest/globals';
import { type ExportResult, ExportResultCode } from '@opentelemetry/core';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import { createLogger } from '../log/logger.ts';
import { ToldExporter } from './told-exporter.ts';

it('tells once that traces are lost and once that they arrive again, with their number', () => {
  const lines: Record<string, unknown>[] = [];
  const destination = { write: (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>) };
  let result: ExportResult = { code: ExportResultCode.FAILED, error: new Error('connect ECONNREFUSED') };
  const exporter = new ToldExporter(
    {
      export: (_spans, done) => {
        done(result);
      },
      shutdown: () => Promise.resolve(),
    },
    createLogger({ service: 'store', level: 'info', destination }),
  );
  const results: ExportResult[] = [];
  const send = (spans: number) => {
    exporter.export(Array<ReadableSpan>(spans), (told) => results.push(told));
  };
  send(2);
  send(3);
  result = { code: ExportResultCode.SUCCESS };
  send(1);
  send(1);
  expect(lines).toMatchObject([
    { level: 'warn', msg: 'traces do not arrive; the work goes on without', reason: 'connect ECONNREFUSED' },
    { level: 'info', msg: 'traces arrive again', lostSpans: 5 },
  ]);
  expect(results.map(({ code }) => code)).toEqual([1, 1, 0, 0]);
});
