import { describe, expect, it } from '@jest/globals';
import { accessOf, type AccessRule, clusterTopics, lagAccess } from './cluster.ts';
import { failureHeaderBytes, services, topics } from './topics.ts';

const words = (rules: readonly AccessRule[]): string[] =>
  rules.map(({ resource, name, operation }) => `${operation} ${resource} ${name}`);

describe('the topics of an installation', () => {
  it('are those of the catalogue and the dead letters of each service', () => {
    const names = clusterTopics('blue', services).map(({ name }) => name);
    expect(names).toHaveLength(Object.keys(topics).length + 3);
    expect(names).toEqual(
      expect.arrayContaining(['blue.raw-page.v1', 'blue.takedown.v1', 'blue-scraper.dlq.v1', 'blue-store.dlq.v1']),
    );
  });

  it('have room in the dead letters for the largest record that the service reads', () => {
    const [letters] = clusterTopics('blue', ['parser']).slice(-1);
    expect(letters?.maxMessageBytes).toBe(topics['raw-page'].maxMessageBytes + failureHeaderBytes);
    expect(letters?.config['max.message.bytes']).toBe(String(letters?.maxMessageBytes));
  });

  it('are kept by time or compacted, never both', () => {
    const configs = new Map(clusterTopics('blue', []).map(({ name, config }) => [name, config]));
    expect(configs.get('blue.source-health.v1')).not.toHaveProperty(['retention.ms']);
    expect(configs.get('blue.raw-page.v1')).toMatchObject({ 'cleanup.policy': 'delete', 'retention.ms': '604800000' });
  });
});

describe('access', () => {
  it('of the parser: reads pages, writes what it makes of them and its dead letters, nothing else', () => {
    expect(words(accessOf('parser', 'blue'))).toEqual([
      'Read topic blue.raw-page.v1',
      'Write topic blue.article.v1',
      'Write topic blue.quotation.v1',
      'Write topic blue.market-quote.v1',
      'Write topic blue.page-outcome.v1',
      'Read group blue-parser',
      'Write topic blue-parser.dlq.v1',
    ]);
  });

  it('of the store: writes nothing but its dead letters', () => {
    expect(words(accessOf('store', 'blue')).filter((rule) => rule.startsWith('Write'))).toEqual([
      'Write topic blue-store.dlq.v1',
    ]);
  });

  it('of who measures lag: sees groups and topics and reads no event', () => {
    expect(words(lagAccess(['parser'], 'blue'))).toEqual([
      'Describe group blue-parser',
      'Describe topic blue.raw-page.v1',
    ]);
  });
});
