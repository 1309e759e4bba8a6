import { rawPageLimits } from '@newsflow/contracts';
import { contentCodings, inflateWhole } from './body.ts';
import { header, type HttpAnswer } from './http-client.ts';

/** The body of an answer after undoing its codings. Throws FetchFailure where it is too large or damaged. */
export async function readBody(answer: HttpAnswer): Promise<Buffer> {
  return inflateWhole(answer.wire, contentCodings(header(answer, 'content-encoding')), rawPageLimits.inflatedBytes);
}
