import {
  decodeEvent,
  type EncodedRecord,
  InvalidEventError,
  InvalidUrlError,
  maxUrlLength,
  normalizeUrl,
} from '@newsflow/contracts';
import { PoisonError } from '@newsflow/kafka';
import type { UrlToFetch } from '../frontier/schedule.ts';

const defaultPriority = 5;

/** The URL that an event asks for. Throws InvalidEventError or {@link PoisonError}: no retry can mend the event. */
export function readRequest(record: EncodedRecord): UrlToFetch {
  const event = decodeEvent(record);
  if (event.type !== 'newsflow.fetch.requested.v1') throw new InvalidEventError(`${event.type} is no fetch request`);
  const {
    url: asked,
    sourceId,
    priority,
    notBefore,
  } = event.data as {
    url: string;
    sourceId?: string;
    priority?: number;
    notBefore?: string;
  };
  return {
    kind: 'page',
    url: normalForm(asked),
    sourceId: sourceId ?? null,
    priority: priority ?? defaultPriority,
    notBefore: notBefore === undefined ? null : new Date(notBefore),
    // A sender may give every request for a URL the same id.
    request: `${event.id}@${event.time}`,
    everyMs: null,
    depth: 0,
  };
}

/** Above all without credentials: the URL as requested goes into events that others read. */
function normalForm(asked: string): string {
  refuseLong(asked);
  try {
    const url = normalizeUrl(asked);
    refuseLong(url);
    return url;
  } catch (error) {
    if (error instanceof InvalidUrlError) throw new PoisonError(error.code, error.message, { cause: error });
    throw error;
  }
}

function refuseLong(url: string): void {
  if (url.length > maxUrlLength)
    throw new PoisonError('URL_TOO_LONG', `the URL has more than ${maxUrlLength} characters`);
}
