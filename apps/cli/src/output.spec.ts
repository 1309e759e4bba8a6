import { describe, expect, it } from '@jest/globals';
import { table } from './output.ts';

const lines = (...urls: string[]): string[] =>
  table(
    ['id', 'url'],
    urls.map((url, offset) => [`parser:0:${offset}`, url]),
  ).split('\n');

describe('a table', () => {
  it('has one line for each row, whatever a cell holds', () => {
    expect(lines('https://a.example/\nparser:0:9  https://b.example/', 'c\u2028d\r\ne')).toEqual([
      'id          url',
      'parser:0:0  https://a.example/ parser:0:9 https://b.example/',
      'parser:0:1  c d e',
    ]);
  });

  it.each(['\u202a', '\u202e', '\u2066', '\u2069', '\u001b', '\u0085', '\u0007'])(
    'gives no %j to a terminal',
    (control) => {
      expect(lines(`a${control}b`).join('\n')).not.toContain(control);
    },
  );

  it('lets other scripts be', () => {
    expect(lines('دبي\u200f موسكو')[1]).toContain('دبي\u200f موسكو');
  });
});
