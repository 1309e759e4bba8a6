import { applyDecorators } from '@nestjs/common';
import { EventPattern } from '@nestjs/microservices';
import type { TopicId } from '@newsflow/contracts';
import type { RetryPolicy } from '@newsflow/kafka';
import { passErrorsOn } from './pass-errors-on.ts';

/** Marks handlers and the transport that belong together in a Nest application with several transports. */
export const kafkaTransport = Symbol('newsflow.kafka');

export interface ConsumeOptions {
  /** `batch`: the payload is an array of records of one partition; `single`: one record. */
  readonly mode: 'batch' | 'single';
  /** What happens to a record that fails in a way that may pass. Default: as the transport says. */
  readonly retry?: RetryPolicy;
}

/**
 * A controller method that handles a topic. `@Payload()` is a `ReceivedRecord` or an array of them, `@Ctx()` a
 * {@link ConsumeContext}. What it throws says what happens next (the error classes of `@newsflow/kafka`); what it
 * returns, promises or emits is a `HandlerResult` or nothing. Pipes, guards and interceptors work as everywhere in Nest;
 * exception filters where they stand on the method itself.
 */
export function Consume(topic: TopicId, options: ConsumeOptions): MethodDecorator {
  return applyDecorators(EventPattern<TopicId>(topic, kafkaTransport, { ...options }), passErrorsOn);
}
