import { describe, expect, it } from '@jest/globals';
import { encodeRequest } from './kafka-protocol.ts';

describe('a Kafka request', () => {
  it('is its length, the header version 1 with our client id, and the body', () => {
    const request = encodeRequest({ apiKey: 3, apiVersion: 7, body: Buffer.from([9, 8]) });

    expect(request.readInt32BE(0)).toBe(request.length - 4);
    expect(request.subarray(4, 14).toString('hex')).toBe('0003' + '0007' + '00000001' + '000e');
    expect(request.subarray(14, 28).toString()).toBe('newsflow-stack');
    expect([...request.subarray(28)]).toEqual([9, 8]);
  });
});
