import { describe, expect, it } from '@jest/globals';
import { conditionalHeaders } from './validators.ts';

describe('conditionalHeaders', () => {
  it('gives back what the server sent, weak tags and tags without marks as well', () => {
    const lastModified = 'Tue, 03 Mar 2026 10:00:00 GMT';
    expect(conditionalHeaders({ etag: 'W/"7"', lastModified })).toEqual({
      'if-none-match': 'W/"7"',
      'if-modified-since': lastModified,
    });
    expect(conditionalHeaders({ etag: 'abc', lastModified: null })).toEqual({ 'if-none-match': 'abc' });
    expect(conditionalHeaders({ etag: null, lastModified: null })).toEqual({});
  });

  it.each(['', 'a b', '"a\r\nhost: b"', '"\u{1f4f0}"', `"${'x'.repeat(1000)}"`])(
    'leaves out a tag that no header can carry: %j',
    (etag) => {
      expect(conditionalHeaders({ etag, lastModified: null })).toEqual({});
    },
  );

  it.each(['yesterday', '0', 'Tue, 42 Nov', '2026', 'Tue, 42 Nov 2026 10:00:00 GMT'])(
    'leaves out a date that is none: %j',
    (lastModified) => {
      expect(conditionalHeaders({ etag: null, lastModified })).toEqual({});
    },
  );
});
