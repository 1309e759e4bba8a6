import { inSpan } from '@newsflow/tracing';
import { type HttpAnswer, HttpClient, type HttpRequest } from './fetch/http-client.ts';

/** Each request in a span of its own. The site is not told of the trace: what we trace is nobody else's business. */
export class TracedHttpClient extends HttpClient {
  override get(wanted: HttpRequest): Promise<HttpAnswer> {
    const { hostname } = new URL(wanted.url);
    const attributes = { 'http.request.method': 'GET', 'url.full': wanted.url, 'server.address': hostname };
    return inSpan({ name: 'GET', kind: 'CLIENT', attributes }, async (span) => {
      const answer = await super.get(wanted);
      span.setAttributes({ 'http.response.status_code': answer.status, 'http.response.body.size': answer.wire.length });
      return answer;
    });
  }
}
