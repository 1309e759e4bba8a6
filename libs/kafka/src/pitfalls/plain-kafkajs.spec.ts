import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from '@jest/globals';
import kafkajs from 'kafkajs';
import '../adapter/amendments.ts';
import { ourMethods, plain, plainMethods } from './plain-kafkajs.ts';

const { resolve } = createRequire(import.meta.url);
const published = (path: string): string => readFileSync(resolve(`kafkajs/src/${path}`), 'utf8');

describe('plain kafkajs, beside which the pitfalls are tried', () => {
  it.each(Object.keys(plainMethods))('has the published %s, and the amended copy has not', (method) => {
    const [path = ''] = method.split(' ');
    expect(published(path)).toContain(plainMethods[method]);
    expect(published(path)).not.toContain(ourMethods()[method]);
  });

  it('knows no zstd', () => {
    const codecOf = ({ CompressionCodecs, CompressionTypes }: typeof kafkajs): unknown =>
      CompressionCodecs[CompressionTypes.ZSTD]();
    expect(() => codecOf(plain)).toThrow(/ZSTD/u);
    expect(codecOf(kafkajs)).toHaveProperty('compress');
  });
});
