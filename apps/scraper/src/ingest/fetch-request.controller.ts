import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import type { HandlerResult, ReceivedRecord } from '@newsflow/kafka';
import { Consume } from '@newsflow/messaging';
import { Frontier } from '../frontier/frontier.ts';
import type { UrlToFetch } from '../frontier/schedule.ts';
import { readRequest } from './read-request.ts';

/** Fetch requests go into the frontier; only then are their offsets committed. */
@Controller()
export class FetchRequestController {
  constructor(private readonly frontier: Frontier) {}

  @Consume('fetch-request', { mode: 'batch' })
  async ingest(@Payload() records: readonly ReceivedRecord[]): Promise<HandlerResult> {
    const items: UrlToFetch[] = [];
    const failures: { record: ReceivedRecord; error: unknown }[] = [];
    for (const record of records) {
      try {
        items.push(readRequest(record));
      } catch (error) {
        failures.push({ record, error });
      }
    }
    await this.frontier.schedule(items);
    return { failures };
  }
}
