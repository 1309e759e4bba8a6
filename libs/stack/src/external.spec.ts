import { describe, expect, it } from '@jest/globals';
import { externalSettings } from './external.ts';

describe('external settings', () => {
  it('are each for itself', () => {
    expect(externalSettings({ NEWSFLOW_KAFKA_BROKERS: 'a:1, b:2' })).toEqual({
      brokers: ['a:1', 'b:2'],
      mongodbUri: null,
    });
    expect(externalSettings({ NEWSFLOW_MONGODB_URI: 'mongodb://a' })).toEqual({
      brokers: null,
      mongodbUri: 'mongodb://a',
    });
  });

  it('count as absent when empty', () => {
    expect(externalSettings({ NEWSFLOW_KAFKA_BROKERS: ' , ', NEWSFLOW_MONGODB_URI: ' ' })).toEqual({
      brokers: null,
      mongodbUri: null,
    });
  });
});
