import { describe, expect, it } from '@jest/globals';
import { pageId } from '@newsflow/contracts';
import { explain, extract } from './index.ts';

const url = 'https://hostile.example/page';
const input = (bytes: Uint8Array, contentType: string | null) => ({
  bytes,
  contentType,
  url,
  pageId: pageId(url),
  version: 1,
  rights: { robots: [] },
});
const codes = (bytes: Uint8Array, contentType: string | null = 'text/html'): string[] =>
  extract(input(bytes, contentType)).warnings.map(({ code }) => code);
const text = (value: string): Uint8Array => Buffer.from(value, 'utf8');

describe('pages that are no text', () => {
  it.each([
    ['an empty body', text(''), 'EMPTY_PAGE'],
    ['white space', text(' \n\t\n '), 'EMPTY_PAGE'],
    ['NULs', new Uint8Array(5_000), 'NOT_TEXT'],
    ['a picture', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 0, 1, 2, 3]), 'NOT_TEXT'],
    [
      'random bytes',
      Uint8Array.from({ length: 50_000 }, (_, index) => (index * 7_919 + (index >> 3)) % 256),
      'NOT_TEXT',
    ],
    ['a PDF', text('%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj'), 'NOT_TEXT'],
  ])('say so: %s', (_, bytes, code) => {
    for (const type of ['text/html', 'text/plain', null]) {
      expect(extract(input(bytes, type)).article).toBeNull();
      expect(codes(bytes, type)).toContain(code);
    }
  });
});

describe('broken encodings', () => {
  it('reads UTF-16 with a lone surrogate by its byte order mark', () => {
    const units =
      '\ufeff<p>The harbour is open again and the boats are back. \ud800 Nobody knows for how long it will stay so, and nobody asks the old pilot.</p><p>He would know.</p>';
    const { article } = extract(input(Buffer.from(units, 'utf16le'), 'text/html'));
    expect(article?.articleBody).toContain('boats are back. \ufffd Nobody');
  });

  it('overrules a label that the bytes contradict, and says so', () => {
    const bytes = text(`<p>${'Größere Änderungen gibt es an der Küste nicht, sagte der Müller. '.repeat(5)}</p>`);
    expect(codes(bytes, 'text/html; charset=windows-1252')).toEqual(['CHARSET_LABEL_WRONG']);
    expect(extract(input(bytes, 'text/html; charset=windows-1252')).article?.articleBody).toContain('Größere');
  });

  it('ignores a charset that does not exist', () => {
    expect(() => codes(text('<p>Some text.</p>'), 'text/html; charset=klingon')).not.toThrow();
  });
});

describe('pages made to exhaust a parser', () => {
  const body =
    'The council met on Monday and decided, after a long debate, that the bridge will be closed for repairs until spring. ';
  it.each([
    ['100,000 nested elements', '<div>'.repeat(100_000) + body],
    ['100,000 nested inline elements', '<b><i>'.repeat(50_000) + body],
    ['nested lists', '<ul><li>'.repeat(50_000) + body],
    ['100,000 closing tags without an opening one', `${'<div>'.repeat(20_000)}${'</span>'.repeat(100_000)}${body}`],
    ['5 MB in one line', `<p>${body.repeat(42_000)}</p>`],
    ['a word of 5 MB', `<p>${'a'.repeat(5_000_000)}</p>`],
    ['a megabyte of blanks', `<title>${' '.repeat(1_000_000)}x</title><p>${' '.repeat(1_000_000)}${body}</p>`],
    ['a megabyte of <', '<'.repeat(1_000_000)],
    [
      '100,000 attributes',
      `<div ${Array.from({ length: 100_000 }, (_, index) => `a${index}=1`).join(' ')}>${body}</div>`,
    ],
    [
      'JSON-LD nested 50,000 deep',
      `<script type="application/ld+json">${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}</script><p>${body}</p>`,
    ],
    [
      '340,000 lists in JSON-LD',
      `<script type="application/ld+json">[${'[],'.repeat(340_000)}0]</script><p>${body}</p>`,
    ],
    ['5,000 by-lines', '<span class="author" itemprop="author">By Jane Roe</span><p>x</p>'.repeat(5_000)],
    [
      'a title of separators',
      `<title>${' | a'.repeat(100_000)}</title><h1>${'a - '.repeat(100_000)}</h1><p>${body}</p>`,
    ],
  ])(
    'end with a result: %s',
    (_, html) => {
      const { article, warnings } = extract(input(text(html), 'text/html'));
      expect(article !== null || warnings.length > 0).toBe(true);
    },
    20_000,
  );

  it('says what it left out', () => {
    expect(codes(text('<div>'.repeat(2_000) + body))).toContain('NESTING_TOO_DEEP');
    expect(codes(text('<br>'.repeat(410_000)))).toContain('PAGE_TOO_LARGE');
    const list = `<script type="application/ld+json">[${'1,'.repeat(600_000)}1]</script>`;
    expect(codes(text(`${list}<p>${body}</p>`))).toContain('JSON_LD_TOO_LONG');
  });

  it('keeps the text below the deepest level', () => {
    const { article } = extract(input(text(`${'<div>'.repeat(2_000)}<p>${body.repeat(3)}</p>`), 'text/html'));
    expect(article?.articleBody).toContain('the bridge will be closed');
  });
});

describe('malformed declarations', () => {
  it('survives JSON-LD of the wrong shape and counts what cannot be read', () => {
    const scripts = [
      'null',
      '[]',
      '{"@type":5,"author":{"@id":"#a"}}',
      '{"@id":"#a","@type":"NewsArticle","author":{"@id":"#a"},"headline":{"x":[]}}',
      '{broken',
    ];
    const html = scripts.map((script) => `<script type="application/ld+json">${script}</script>`).join('');
    expect(codes(text(`${html}<p>x</p>`))).toContain('JSON_LD_BROKEN');
  });

  it('takes no date that does not exist and none from the future of the fetch', () => {
    const html = (date: string): Uint8Array =>
      text(
        `<meta property="article:published_time" content="${date}"><h1>Rain</h1><p>${'It rained all week in the valley, and the river rose by a metre. '.repeat(4)}</p>`,
      );
    const published = (date: string): string | undefined =>
      extract({ ...input(html(date), 'text/html'), version: Date.UTC(2024, 4, 1) }).article?.datePublished;
    expect(published('2024-02-31')).toBeUndefined();
    expect(published('2031-01-01')).toBeUndefined();
    expect(published('2024-04-30T23:10:00-04:00')).toBe('2024-04-30T23:10:00-04:00');
  });
});

describe('what a page says about its author', () => {
  const authorOf = (node: string) => {
    const html = `<script type="application/ld+json">{"@type":"NewsArticle","headline":"Rain","author":${node}}</script><h1>Rain</h1><p>${'It rained all week in the valley, and the river rose by a metre. '.repeat(4)}</p>`;
    return extract(input(text(html), 'text/html')).article?.author;
  };

  it('is passed on without halves of surrogate pairs', () => {
    const [author] = authorOf('{"@type":"Person","name":"Jane Roe \\ud800"}') ?? [];
    expect(author?.name).toContain('Jane Roe');
    expect(author?.name.isWellFormed()).toBe(true);
  });

  it('is passed on without credentials, and without an address that is too long', () => {
    const of = (url: string) => authorOf(`{"@type":"Person","name":"Jane Roe","url":"${url}"}`);
    expect(of('https://u:p@a.example/roe')).toEqual([{ name: 'Jane Roe', url: 'https://a.example/roe' }]);
    expect(of(`https://a.example/${'a'.repeat(5_000)}`)).toEqual([{ name: 'Jane Roe' }]);
  });
});

describe('explain', () => {
  it('names a rule for every removed block and none for a kept one', () => {
    const html = `<nav><a href="/">Home</a></nav><h1>Rain</h1><p>${'It rained all week in the valley, and the river rose by a metre. '.repeat(4)}</p><footer>© Valley Post, all rights reserved</footer>`;
    const { blocks } = explain(input(text(html), 'text/html'));
    expect(blocks).toHaveLength(4);
    for (const { kept, rule } of blocks) expect(rule === null).toBe(kept);
    expect(blocks.filter(({ kept }) => kept)).toHaveLength(1);
  });
});
