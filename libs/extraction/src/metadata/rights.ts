import type { Rights } from '@newsflow/contracts';
import type { Survey } from '../page/survey.ts';

/** What the response's headers said together with the page's own robots and tdm `<meta>`. The stricter one counts. */
export function rightsOf(headers: Rights, page: Survey | null): Rights {
  if (!page) return headers;
  const directives = [...(page.meta.get('robots') ?? []), ...(page.meta.get('googlebot-news') ?? [])]
    .flatMap((content) => content.toLowerCase().split(','))
    .map((directive) => directive.trim())
    .filter((directive) => directive !== '');
  const reservation = page.meta.get('tdm-reservation')?.[0]?.trim();
  const policy = page.meta.get('tdm-policy')?.[0]?.trim();
  return {
    ...headers,
    robots: [...new Set([...headers.robots, ...directives])],
    ...(reservation === '1' ? { tdmReservation: true } : {}),
    ...(reservation === '0' && headers.tdmReservation === undefined ? { tdmReservation: false } : {}),
    ...(policy && headers.tdmPolicy === undefined ? { tdmPolicy: policy } : {}),
  };
}
