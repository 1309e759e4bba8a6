import type { PageOutcome } from '@newsflow/contracts';
import type { Extraction } from '@newsflow/extraction';
import type { ServiceContext } from '@newsflow/runtime';

type PageTelemetry = ServiceContext<'parser'>['pageTelemetry'];

/** How a page ended, and which fields its article has: a site whose mark-up changed shows as a field that sinks. */
export function pageEnded(
  telemetry: PageTelemetry,
  outcome: PageOutcome,
  extraction: Extraction | null,
  sourceId: string | null,
): void {
  telemetry.outcome(outcome);
  const article = extraction?.article;
  if (!article) return;
  telemetry.fieldsFound(sourceId ?? 'none', {
    headline: article.headline !== undefined,
    datePublished: article.datePublished !== undefined,
    author: article.author.length > 0,
    publisher: article.publisher !== undefined,
    inLanguage: article.inLanguage !== undefined,
    description: article.description !== undefined,
    image: article.image.length > 0,
    keywords: article.keywords.length > 0,
  });
}
