import { type DynamicModule, Module } from '@nestjs/common';
import { Frontier } from './frontier/frontier.ts';
import { FetchRequestController } from './ingest/fetch-request.controller.ts';

@Module({})
export class ScraperModule {
  static with(frontier: Frontier): DynamicModule {
    return {
      module: ScraperModule,
      controllers: [FetchRequestController],
      providers: [{ provide: Frontier, useValue: frontier }],
    };
  }
}
