import { type DynamicModule, Module } from '@nestjs/common';
import type { Parsing } from './handling/parse-batch.ts';
import { parsingToken, RawPageController } from './raw-page.controller.ts';

@Module({})
export class ParserModule {
  static with(parsing: Parsing): DynamicModule {
    return {
      module: ParserModule,
      controllers: [RawPageController],
      providers: [{ provide: parsingToken, useValue: parsing }],
    };
  }
}
