import type { DynamicModule, Type } from '@nestjs/common';
import type { CustomTransportStrategy } from '@nestjs/microservices';
import type { ConsumerTelemetry, Drain } from '@newsflow/kafka';
import type { TopicNames } from '@newsflow/contracts';
import type { ServiceName, SettingsOf } from '../config/catalogue.ts';
import type { Health } from '../health/health.ts';
import type { Logger } from '../log/logger.ts';
import type { PageTelemetry } from '../telemetry/page-telemetry.ts';

/** What a service gets to build itself from. */
export interface ServiceContext<Name extends ServiceName = ServiceName> {
  readonly name: Name;
  readonly settings: SettingsOf<Name>;
  readonly names: TopicNames;
  readonly logger: Logger;
  readonly consumerTelemetry: ConsumerTelemetry;
  readonly pageTelemetry: PageTelemetry;
  /** Register here what must be well before the service is ready. */
  readonly health: Pick<Health, 'register'>;
  /** Aborted when the service begins to stop. */
  readonly signal: AbortSignal;
  /** Does the action until it succeeds: for what needs a dependency at the start. Rejects when the service stops or on a FatalError. */
  readonly keepTrying: <T>(what: string, action: () => Promise<T>) => Promise<T>;
}

/** Takes in events: a Nest `Server` that can say how it is. */
interface ServiceTransport extends CustomTransportStrategy {
  /** Joined the group and able to work. */
  ready(): boolean;
  /** Stops the intake and drains. Nest calls it a second time. */
  close(): Promise<Drain>;
  /** Rejects when it is dead for good. */
  readonly failed: Promise<never>;
}

/** What a service is made of. Building it must not wait for a dependency: health has to answer first. */
export interface ServiceParts {
  readonly module: Type | DynamicModule;
  readonly transport?: ServiceTransport;
  /** Runs once HTTP is served and before the transport starts: migrations, topics, work that is not driven by events. */
  readonly start?: () => Promise<void>;
  /** Stops taking in work and finishes what runs; nothing that this work needs may be closed yet. */
  readonly stop?: () => Promise<void>;
  /** Closes connections, after everything has stopped. */
  readonly close?: () => Promise<void>;
}

export interface ServiceDefinition<Name extends ServiceName = ServiceName> {
  readonly name: Name;
  readonly create: (context: ServiceContext<Name>) => ServiceParts | Promise<ServiceParts>;
}
