import { rawPageLimits } from '@newsflow/contracts';
import { type Discovery, parseFeed, parseSitemap, UnreadableDiscoveryError } from '@newsflow/crawling';
import { contentCodings, inflate } from './body.ts';
import { FetchFailure } from './fetch-failure.ts';
import { header, type HttpAnswer } from './http-client.ts';

const gzipMagic = Buffer.from([0x1f, 0x8b]);

/** What a fetched feed or sitemap names. Throws {@link FetchFailure} where it cannot be read. */
export async function readDiscovery(kind: 'feed' | 'sitemap', answer: HttpAnswer): Promise<Discovery> {
  const chunks: Buffer[] = [];
  const take = (chunk: Buffer): void => void chunks.push(chunk);
  await inflate(answer.wire, contentCodings(header(answer, 'content-encoding')), rawPageLimits.inflatedBytes, take);
  let body = Buffer.concat(chunks.splice(0));
  // sitemap.xml.gz is a compressed file, not a compressed transfer.
  if (body.subarray(0, 2).equals(gzipMagic)) {
    await inflate(body, ['gzip'], rawPageLimits.inflatedBytes, take);
    body = Buffer.concat(chunks);
  }
  try {
    return (kind === 'feed' ? parseFeed : parseSitemap)(body, answer.url, header(answer, 'content-type'));
  } catch (error) {
    if (error instanceof UnreadableDiscoveryError) throw new FetchFailure('failed', error.code, { cause: error });
    throw error;
  }
}
