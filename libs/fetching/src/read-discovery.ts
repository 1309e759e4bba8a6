import { rawPageLimits } from '@newsflow/contracts';
import { type Discovery, parseFeed, parseSitemap, UnreadableDiscoveryError } from '@newsflow/crawling';
import { inflate } from './body.ts';
import { FetchFailure } from './fetch-failure.ts';
import { header, type HttpAnswer } from './http-client.ts';
import { readBody } from './read-body.ts';

const gzipMagic = Buffer.from([0x1f, 0x8b]);

/** sitemap.xml.gz is a compressed file, not a compressed transfer. */
async function unpacked(file: Buffer): Promise<Buffer> {
  if (!file.subarray(0, 2).equals(gzipMagic)) return file;
  const chunks: Buffer[] = [];
  await inflate(file, ['gzip'], rawPageLimits.inflatedBytes, (chunk) => chunks.push(chunk));
  return Buffer.concat(chunks);
}

/** What a fetched feed or sitemap names. Throws {@link FetchFailure} where it cannot be read. */
export async function readDiscovery(kind: 'feed' | 'sitemap', answer: HttpAnswer): Promise<Discovery> {
  const body = await unpacked(await readBody(answer));
  try {
    return (kind === 'feed' ? parseFeed : parseSitemap)(body, answer.url, header(answer, 'content-type'));
  } catch (error) {
    if (error instanceof UnreadableDiscoveryError) throw new FetchFailure('failed', error.code, { cause: error });
    throw error;
  }
}
