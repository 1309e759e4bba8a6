import { promisify } from 'node:util';
import { gunzip, gzip, zstdCompress, zstdDecompress } from 'node:zlib';
import kafkajs from 'kafkajs';
import { UnreadBatch } from './unread-records.ts';

/** Of a record batch; ours have 8 MiB and a little at most. */
export const maxInflatedBytes = 64 * 1024 * 1024;

type Inflate = (bytes: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>;

/**
 * A batch that inflates beyond the limit would end the process by its size, or stop every partition of this member by
 * its error. In place of its records come some that say so, which become dead letters.
 */
async function inflateBounded(inflate: Inflate, bytes: Buffer): Promise<Buffer> {
  try {
    return await inflate(bytes, { maxOutputLength: maxInflatedBytes });
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'ERR_BUFFER_TOO_LARGE') throw error;
    throw new UnreadBatch('BATCH_TOO_LARGE', `its batch inflates to more than ${maxInflatedBytes} bytes`);
  }
}

const codec = (deflate: (bytes: Buffer) => Promise<Buffer>, inflate: Inflate) => () => ({
  compress: (encoder: { readonly buffer: Buffer }) => deflate(encoder.buffer),
  decompress: (bytes: Buffer) => inflateBounded(inflate, bytes),
});

// kafkajs knows zstd by number only. Node's own is far cheaper than gzip, at the same size; other producers use both.
const { CompressionCodecs, CompressionTypes } = kafkajs;
CompressionCodecs[CompressionTypes.ZSTD] = codec(promisify(zstdCompress), promisify(zstdDecompress));
CompressionCodecs[CompressionTypes.GZIP] = codec(promisify(gzip), promisify(gunzip));

/** An error of the original here stops every partition of this member, for ever. */
const unknownCodec = (name: string) => () => {
  const refuse = (): never => {
    throw new UnreadBatch(
      'BATCH_UNREADABLE',
      `its batch is compressed with ${name}; set compression.type of its producer or of the topic to zstd or gzip and send it again`,
    );
  };
  return { compress: refuse, decompress: refuse };
};
CompressionCodecs[CompressionTypes.Snappy] = unknownCodec('snappy');
CompressionCodecs[CompressionTypes.LZ4] = unknownCodec('lz4');
