import { describe, expect, it } from '@jest/globals';
import { InvalidLineError, readBatchLine } from './batch-line.ts';

describe('readBatchLine', () => {
  it('takes a line with or without a URL', () => {
    expect(readBatchLine('{"id":"a","path":"a.html"}', 1)).toEqual({ id: 'a', path: 'a.html' });
    expect(readBatchLine('{"id":"a","path":"a.html","url":null}', 1)).toEqual({ id: 'a', path: 'a.html' });
    const url = 'https://a.example/';
    expect(readBatchLine(JSON.stringify({ id: 'a', path: 'a.html', url }), 1)).toEqual({
      id: 'a',
      path: 'a.html',
      url,
    });
  });

  it.each([
    ['nothing', null],
    ['null', null],
    ['[1]', null],
    ['{"id":1,"path":"a.html"}', null],
    ['{"id":"a"}', 'a'],
    ['{"id":"a","path":""}', 'a'],
    ['{"id":"a","path":"a.html","url":5}', 'a'],
  ])('says of %s what is wrong, and whose answer it is', (line, id) => {
    let thrown: unknown;
    try {
      readBatchLine(line, 7);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(InvalidLineError);
    expect(thrown).toMatchObject({ id, message: expect.stringMatching(/^line 7/) });
  });
});
