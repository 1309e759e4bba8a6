import { Controller, Inject } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import type { HandlerResult, ReceivedRecord } from '@newsflow/kafka';
import { Consume, ConsumeContext } from '@newsflow/messaging';
import { type Parsing, parseBatch } from './handling/parse-batch.ts';

/** Token of {@link Parsing}. */
export const parsingToken = Symbol('newsflow.parser.parsing');

/** What the parser reads from Kafka. */
@Controller()
export class RawPageController {
  constructor(@Inject(parsingToken) private readonly parsing: Parsing) {}

  @Consume('raw-page', { mode: 'batch' })
  async rawPages(
    @Payload() records: readonly ReceivedRecord[],
    @Ctx() context: ConsumeContext,
  ): Promise<HandlerResult> {
    return await parseBatch(records, this.parsing, context.signal);
  }
}
