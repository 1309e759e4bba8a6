import { describe, expect, it } from '@jest/globals';
import { rawPageLimits } from './events/raw-page.ts';
import { topicNames, topics } from './topics.ts';

describe('topicNames', () => {
  it('put the namespace before every name, so that two installations can share a cluster', () => {
    const names = topicNames('blue');
    expect([
      names.topic('raw-page'),
      names.group('parser'),
      names.deadLetter(names.group('parser')),
      names.source('parser'),
    ]).toEqual(['blue.raw-page.v1', 'blue-parser', 'blue-parser.dlq.v1', '/blue/parser']);
  });

  it('find the topic of a name, and nothing for a foreign one', () => {
    expect(topicNames('blue').idOf('blue.article.v1')).toBe('article');
    expect(topicNames('blue').idOf('red.article.v1')).toBeUndefined();
  });
});

describe('topics', () => {
  it('hold the largest raw page together with its headers', () => {
    expect(topics['raw-page'].maxMessageBytes).toBeGreaterThan(rawPageLimits.wireBytes + 64 * 1024);
  });
});
