import type { MessageHandler } from '@nestjs/microservices';
import { type TopicId, topics } from '@newsflow/contracts';
import { FatalError, type HandlerContext, type HandlerResult, type Subscription } from '@newsflow/kafka';
import type { ConsumeOptions } from './consume.ts';
import { ConsumeContext } from './consume-context.ts';
import { handlerResult } from './handler-result.ts';

const isTopic = (pattern: string): pattern is TopicId => Object.hasOwn(topics, pattern);

/** The subscription of one registered method. Throws FatalError: a mistake in the programme, found at start. */
export function subscriptionOf(pattern: string, handler: MessageHandler): Subscription {
  if (!isTopic(pattern)) throw new FatalError('UNKNOWN_TOPIC', `A handler for ${pattern}, which is not a topic`);
  const { mode, retry } = (handler.extras ?? {}) as Partial<ConsumeOptions>;
  const policy = retry === undefined ? {} : { retry };
  const call = (payload: unknown, context: HandlerContext): Promise<HandlerResult> =>
    handlerResult(pattern, handler(payload, new ConsumeContext([context])));
  if (mode === 'batch') return { topic: pattern, mode, handler: call, ...policy };
  if (mode === 'single') return { topic: pattern, mode, handler: call, ...policy };
  throw new FatalError(
    'NOT_CONSUME',
    `The handler of ${pattern} has no mode: it needs @Consume, not another decorator`,
  );
}
