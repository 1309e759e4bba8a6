import { rawPageLimits, type Rights } from '@newsflow/contracts';
import { pageKind, rightsOf } from '@newsflow/crawling';
import { contentCodings, FetchFailure, header, type HttpAnswer, inflate, publishedBody } from '@newsflow/fetching';
import { createHash } from 'node:crypto';

/** A body that is worth publishing. */
export interface PageResult {
  /** Of the body after undoing its codings. */
  readonly sha256: string;
  readonly body: Buffer;
  readonly contentEncoding: string;
  readonly rights: Rights;
}

const sniffBytes = 1024;

/** Types that say for certain that the body is no page: it is not even read. */
export function refuseOtherTypes(answer: HttpAnswer): void {
  const type = (header(answer, 'content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  const surely =
    /^(?:image|audio|video|font)\/|^application\/(?:pdf|json|zip|rss\+xml|atom\+xml|javascript)$|^text\/(?:css|javascript)$/;
  if (surely.test(type)) throw notHtml(answer);
}

/** Inflates the body once: its hash, its beginning, its size. Throws {@link FetchFailure} of the page that answered. */
export async function readPage(answer: HttpAnswer, productToken: string): Promise<PageResult> {
  try {
    return await readBody(answer, productToken);
  } catch (error) {
    throw error instanceof FetchFailure ? error.of(answer.url) : error;
  }
}

async function readBody(answer: HttpAnswer, productToken: string): Promise<PageResult> {
  const codings = contentCodings(header(answer, 'content-encoding'));
  const hash = createHash('sha256');
  let start = Buffer.alloc(0);
  await inflate(answer.wire, codings, rawPageLimits.inflatedBytes, (chunk) => {
    hash.update(chunk);
    if (start.length < sniffBytes) start = Buffer.concat([start, chunk.subarray(0, sniffBytes)]);
  });
  if (pageKind(header(answer, 'content-type'), start) === null) throw notHtml(answer);
  const published = await publishedBody(answer.wire, codings, rawPageLimits.inflatedBytes);
  if (published.body.length > rawPageLimits.wireBytes) {
    throw new FetchFailure('too-large', `compressed-over: ${rawPageLimits.wireBytes}`);
  }
  return { sha256: hash.digest('hex'), ...published, rights: rightsOf(answer.headers, productToken) };
}

function notHtml(answer: HttpAnswer): FetchFailure {
  const type = header(answer, 'content-type') ?? 'none';
  return new FetchFailure('not-html', `content-type: ${type.slice(0, 100)}`);
}
