import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { Registry } from 'prom-client';
import { Health } from '../health/health.ts';
import { HealthController } from '../health/health.controller.ts';

/** The root of every service: its own module, and the controller that orchestrators and Prometheus ask. */
@Module({})
export class RuntimeModule {
  static around(service: Type | DynamicModule, health: Health, registry: Registry): DynamicModule {
    return {
      module: RuntimeModule,
      imports: [service],
      controllers: [HealthController],
      providers: [
        { provide: Health, useValue: health },
        { provide: Registry, useValue: registry },
      ],
    };
  }
}
