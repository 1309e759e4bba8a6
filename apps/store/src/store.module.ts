import { type DynamicModule, Module } from '@nestjs/common';
import { StoreDatabase } from './database/database.ts';
import { StoreController } from './store.controller.ts';

@Module({})
export class StoreModule {
  static with(database: StoreDatabase): DynamicModule {
    return {
      module: StoreModule,
      controllers: [StoreController],
      providers: [{ provide: StoreDatabase, useValue: database }],
    };
  }
}
