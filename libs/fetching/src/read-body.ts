import { rawPageLimits } from '@newsflow/contracts';
import { contentCodings, inflate } from './body.ts';
import { header, type HttpAnswer } from './http-client.ts';

/** The body of an answer after undoing its codings. Throws FetchFailure where it is too large or damaged. */
export async function readBody(answer: HttpAnswer): Promise<Buffer> {
  const chunks: Buffer[] = [];
  const codings = contentCodings(header(answer, 'content-encoding'));
  await inflate(answer.wire, codings, rawPageLimits.inflatedBytes, (chunk) => chunks.push(chunk));
  return Buffer.concat(chunks);
}
