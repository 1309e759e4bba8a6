import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import type { HandlerResult, ReceivedRecord } from '@newsflow/kafka';
import { Consume } from '@newsflow/messaging';
import { StoreDatabase } from './database/database.ts';
import { storeArticles } from './handling/store-articles.ts';
import { storeMarketQuotes } from './handling/store-market-quotes.ts';
import { storeOutcomes } from './handling/store-outcomes.ts';
import { storeQuotations } from './handling/store-quotations.ts';

/** What the store reads from Kafka. Offsets are committed after a method resolves, so after the write. */
@Controller()
export class StoreController {
  constructor(private readonly database: StoreDatabase) {}

  @Consume('article', { mode: 'batch' })
  async articles(@Payload() records: readonly ReceivedRecord[]): Promise<HandlerResult> {
    return await storeArticles(this.database, records);
  }

  @Consume('quotation', { mode: 'batch' })
  async quotations(@Payload() records: readonly ReceivedRecord[]): Promise<HandlerResult> {
    return await storeQuotations(this.database, records);
  }

  @Consume('market-quote', { mode: 'batch' })
  async marketQuotes(@Payload() records: readonly ReceivedRecord[]): Promise<HandlerResult> {
    return await storeMarketQuotes(this.database, records);
  }

  @Consume('page-outcome', { mode: 'batch' })
  async outcomes(@Payload() records: readonly ReceivedRecord[]): Promise<HandlerResult> {
    return await storeOutcomes(this.database, records);
  }
}
