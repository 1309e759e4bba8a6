import { expect, it } from '@jest/globals';
import { decodePage } from './decode.ts';

const latin = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const codes = (bytes: Uint8Array, type: string | null): string[] =>
  decodePage(bytes, type).warnings.map(({ code }) => code);

it('lets a byte order mark win over the header', () => {
  const bytes = Buffer.from('\ufeffKöln', 'utf8');
  expect(decodePage(bytes, 'text/html; charset=iso-8859-1')).toMatchObject({ text: 'Köln', encoding: 'utf-8' });
});

it('lets the header win over the meta element, and the meta element over a guess', () => {
  expect(decodePage(latin('<meta charset="windows-1251">Köln'), 'text/html; charset=iso-8859-1').text).toContain(
    'Köln',
  );
  expect(decodePage(latin('<meta charset="iso-8859-1">Köln'), null)).toMatchObject({
    encoding: 'windows-1252',
    warnings: [],
  });
});

it('finds a meta element behind a long comment', () => {
  expect(decodePage(latin(`<!--${'x'.repeat(5_000)}--><meta charset="iso-8859-1">Köln`), null).warnings).toEqual([]);
});

it('reads undeclared UTF-8 without a warning', () => {
  expect(decodePage(Buffer.from('Köln', 'utf8'), null)).toMatchObject({ text: 'Köln', warnings: [] });
});

it('keeps UTF-8 with a few broken bytes, and overrules a UTF-8 label on another encoding', () => {
  const damaged = Buffer.concat([Buffer.from('Köln, Düsseldorf, Münster '), Buffer.from([0xff])]);
  expect(codes(damaged, 'text/html; charset=utf-8')).toEqual(['CHARSET_ERRORS']);
  const wrong = latin('Größe, Übermut und Ärger in Köln und Düsseldorf '.repeat(20));
  expect(codes(wrong, 'text/html; charset=utf-8')).toEqual(['CHARSET_LABEL_WRONG']);
});
