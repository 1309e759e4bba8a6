import { describe, expect, it } from '@jest/globals';
import { accessOf, type AccessRule, cliAccess, clusterTopics, lagAccess } from './cluster.ts';
import { failureHeaderBytes, services, topics } from './topics.ts';

const words = (rules: readonly AccessRule[]): string[] =>
  rules.map(({ resource, name, operation }) => `${operation} ${resource} ${name}`);

const retries = (service: string): string[] =>
  ['10s', '1m', '10m'].flatMap((delay) =>
    ['Read', 'Write'].map((operation) => `${operation} topic blue-${service}.retry.${delay}.v1`),
  );

describe('the topics of an installation', () => {
  it('are those of the catalogue, and the retries and dead letters of each service', () => {
    const names = clusterTopics('blue', services).map(({ name }) => name);
    expect(names).toHaveLength(Object.keys(topics).length + 4 * services.length);
    const ofParser = ['10s', '1m', '10m'].map((delay) => `blue-parser.retry.${delay}.v1`);
    expect(names).toEqual(
      expect.arrayContaining(['blue.raw-page.v1', 'blue.takedown.v1', ...ofParser, 'blue-store.dlq.v1']),
    );
  });

  it('have room in retries and dead letters for the largest record that the service reads', () => {
    const ofParser = clusterTopics('blue', ['parser'], [500]).slice(-2);
    expect(ofParser.map(({ name }) => name)).toEqual(['blue-parser.retry.500ms.v1', 'blue-parser.dlq.v1']);
    for (const { maxMessageBytes, config } of ofParser) {
      expect(maxMessageBytes).toBe(topics['raw-page'].maxMessageBytes + failureHeaderBytes);
      expect(config['max.message.bytes']).toBe(String(maxMessageBytes));
    }
  });

  it('are kept by time or compacted, never both', () => {
    const configs = new Map(clusterTopics('blue', []).map(({ name, config }) => [name, config]));
    expect(configs.get('blue.source-health.v1')).not.toHaveProperty(['retention.ms']);
    expect(configs.get('blue.raw-page.v1')).toMatchObject({ 'cleanup.policy': 'delete', 'retention.ms': '604800000' });
  });
});

describe('access', () => {
  it('of the parser: reads pages, writes what it makes of them, its retries and dead letters in its transactions', () => {
    expect(words(accessOf('parser', 'blue'))).toEqual([
      'Read topic blue.raw-page.v1',
      'Write topic blue.article.v1',
      'Write topic blue.quotation.v1',
      'Write topic blue.market-quote.v1',
      'Write topic blue.page-outcome.v1',
      'Read group blue-parser',
      ...retries('parser'),
      'Write topic blue-parser.dlq.v1',
      'Write transactionalId blue-parser-',
    ]);
  });

  it('of the store: writes nothing but its retries and dead letters', () => {
    const written = words(accessOf('store', 'blue')).filter((rule) => rule.startsWith('Write'));
    expect(written).toEqual([
      ...retries('store').filter((rule) => rule.startsWith('Write')),
      'Write topic blue-store.dlq.v1',
    ]);
  });

  it('of the command line: reads everything, asks for fetches, and gives records back for another try', () => {
    const rules = words(cliAccess(services, 'blue'));
    expect(rules.filter((rule) => rule.startsWith('Read topic'))).toHaveLength(clusterTopics('blue', services).length);
    expect(rules.filter((rule) => !rule.startsWith('Read topic'))).toEqual([
      'Write topic blue.fetch-request.v1',
      ...services.map((service) => `Write topic blue-${service}.retry.10s.v1`),
      ...services.map((service) => `Describe group blue-${service}`),
      'Read group blue-dlq',
    ]);
  });

  it('of who measures lag: sees groups and topics and reads no event', () => {
    expect(words(lagAccess(['parser'], 'blue'))).toEqual([
      'Describe group blue-parser',
      'Describe topic blue.raw-page.v1',
    ]);
  });
});
