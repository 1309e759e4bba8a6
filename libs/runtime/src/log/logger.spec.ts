import { Writable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { recordSpans } from '@newsflow/testing';
import { inSpan } from '@newsflow/tracing';
import { createLogger } from './logger.ts';
import { NestLogger } from './nest-logger.ts';

function capture(level = 'trace') {
  const lines: Record<string, unknown>[] = [];
  const destination = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(JSON.parse(chunk.toString()) as Record<string, unknown>);
      done();
    },
  });
  return { lines, logger: createLogger({ service: 'store', level, destination }) };
}

describe('the log', () => {
  it('writes an error with its message, code and stack', () => {
    const { lines, logger } = capture();
    logger.error({ err: Object.assign(new Error('no space'), { code: 'ENOSPC' }) }, 'failed');
    expect(lines[0]).toMatchObject({
      level: 'error',
      service: 'store',
      msg: 'failed',
      err: { message: 'no space', code: 'ENOSPC' },
    });
    expect((lines[0]?.['err'] as { stack: string }).stack).toContain('logger.spec');
  });

  it('blackens passwords, also inside the address in an error message', () => {
    const { lines, logger } = capture();
    logger.warn(
      { sasl: { password: 'hunter2' }, err: new Error('mongodb://u:hunter2@db:1 refused') },
      'at https://u:hunter2@x/',
    );
    expect(JSON.stringify(lines)).not.toContain('hunter2');
    expect(lines[0]).toMatchObject({ msg: 'at https://***@x/', sasl: { password: '***' } });
  });

  it('takes the lines of Nest as debug and keeps their errors', () => {
    const { lines, logger } = capture();
    const nest = new NestLogger(logger);
    nest.log('Mapped {/health/live, GET} route', 'RouterExplorer');
    nest.error(new Error('boom'), 'ExceptionsHandler');
    expect(lines[0]).toMatchObject({ level: 'debug', context: 'RouterExplorer' });
    expect(lines[1]).toMatchObject({
      level: 'error',
      msg: 'boom',
      err: { message: 'boom' },
      context: 'ExceptionsHandler',
    });
  });

  it('names the span that a line was written in', async () => {
    const { spans } = recordSpans();
    const { lines, logger } = capture();
    await inSpan({ name: 'parse' }, () => {
      logger.warn('slow');
      return Promise.resolve();
    });
    logger.warn('later');
    const [span] = spans();
    expect(lines[0]).toMatchObject({ msg: 'slow', trace_id: span?.traceId, span_id: span?.spanId });
    expect(lines[1]).not.toHaveProperty('trace_id');
  });

  it('writes nothing below its level', () => {
    const { lines, logger } = capture('info');
    new NestLogger(logger).log('normal work');
    expect(lines).toEqual([]);
  });
});
