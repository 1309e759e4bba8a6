import 'reflect-metadata';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  type CallHandler,
  Catch,
  Controller,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  type PipeTransform,
  type RpcExceptionFilter,
  UseFilters,
  UseInterceptors,
} from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { headerText } from '@newsflow/contracts';
import { FatalError, type HandlerResult, PoisonError, type ReceivedRecord, TransientError } from '@newsflow/kafka';
import { type Stack, startStack } from '@newsflow/stack';
import { type Observable, of, throwError } from 'rxjs';
import { Consume } from './consume.ts';
import { ConsumeContext } from './consume-context.ts';
import { Rig, text } from './rig.ts';

const seen: unknown[] = [];

let stack: Stack;
let rig: Rig;

beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.stop());
beforeEach(async () => {
  seen.length = 0;
  rig = await new Rig(stack.brokers).provision();
});
afterEach(() => rig.close());

const outputOf = (record: ReceivedRecord): NonNullable<HandlerResult['outputs']>[number] => ({
  topic: 'page-outcome',
  record: { key: 'k', value: Buffer.from(`outcome of ${text(record)}`), headers: {} },
});

describe('the Kafka transport of Nest', () => {
  it('gives batches to a method, with its context, and publishes what it promises', async () => {
    @Controller()
    class Batches {
      @Consume('article', { mode: 'batch' })
      store(@Payload() records: ReceivedRecord[], @Ctx() context: ConsumeContext): Promise<HandlerResult> {
        seen.push(...records.map(text), context.group, context.attempt, context.signal.aborted);
        return Promise.resolve({ outputs: records.map(outputOf) });
      }
    }
    await rig.produce('a', 'b');
    const transport = await rig.start(Batches);
    await rig.committedUpTo(2);
    expect(seen).toEqual(['a', 'b', rig.group, 1, false]);
    expect((await rig.read(rig.names.topic('page-outcome'))).map(text)).toEqual(['outcome of a', 'outcome of b']);
    expect(transport.ready()).toBe(true);
  });

  it('awaits an observable to its end and takes every result that it emits', async () => {
    @Controller()
    class Streams {
      @Consume('article', { mode: 'single' })
      store(record: ReceivedRecord): Observable<HandlerResult> {
        return of({ outputs: [outputOf(record)] }, {}, { outputs: [outputOf(record)] });
      }
    }
    await rig.produce('a');
    await rig.start(Streams);
    await rig.committedUpTo(1);
    expect(await rig.read(rig.names.topic('page-outcome'))).toHaveLength(2);
  });

  it('tells the errors of a handler apart', async () => {
    @Controller()
    class Fails {
      @Consume('article', { mode: 'single' })
      store(@Payload() record: ReceivedRecord, @Ctx() { attempt }: ConsumeContext): Observable<never> | undefined {
        seen.push(`${text(record)} ${attempt}`);
        if (text(record) === 'poison') throw new PoisonError('BAD', 'bad');
        if (text(record) === 'shaky' && attempt < 3) return throwError(() => new TransientError('SHAKY', 'again'));
        return undefined;
      }
    }
    await rig.produce('poison', 'shaky', 'good');
    await rig.start(Fails);
    await rig.committedUpTo(3);
    expect(seen.toSorted()).toEqual(['good 1', 'poison 1', 'shaky 1', 'shaky 2', 'shaky 3']);
    const letters = await rig.deadLetters();
    expect(letters.map(({ headers }) => headerText(headers, 'nf_error_code'))).toEqual(['BAD']);
    expect(headerText(letters[0]?.headers, 'nf_error_stack')).toContain('kafka-transport.int.spec');
  });

  it('runs pipes, interceptors and the filters of the method', async () => {
    @Injectable()
    class Values implements PipeTransform<ReceivedRecord, string> {
      transform(record: ReceivedRecord): string {
        return text(record);
      }
    }
    @Injectable()
    class Noting implements NestInterceptor {
      intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
        seen.push(context.switchToRpc().getContext<ConsumeContext>() instanceof ConsumeContext);
        return next.handle();
      }
    }
    @Catch(TypeError)
    class Poisonous implements RpcExceptionFilter {
      catch(error: TypeError): Observable<never> {
        return throwError(() => new PoisonError('FILTERED', error.message));
      }
    }
    @Controller()
    class Piped {
      @UseFilters(Poisonous)
      @UseInterceptors(Noting)
      @Consume('article', { mode: 'single' })
      store(@Payload(Values) value: string): void {
        seen.push(value);
        throw new TypeError('for the filter');
      }
    }
    await rig.produce('a');
    await rig.start(Piped);
    await rig.committedUpTo(1);
    expect(seen).toEqual([true, 'a']);
    const [letter] = await rig.deadLetters();
    expect(headerText(letter?.headers, 'nf_error_code')).toBe('FILTERED');
  });

  it('is not ready while it closes, and takes no further record', async () => {
    const started = Promise.withResolvers<undefined>();
    const release = Promise.withResolvers<undefined>();
    @Controller()
    class Slow {
      @Consume('article', { mode: 'single' })
      async store(): Promise<void> {
        started.resolve(undefined);
        await release.promise;
      }
    }
    await rig.produce('a', 'b');
    const transport = await rig.start(Slow, { lanes: 1 });
    await started.promise;
    const closing = transport.close();
    expect(transport.ready()).toBe(false);
    release.resolve(undefined);
    await closing;
    await rig.committedUpTo(1);
  });

  it('fails for good at a fatal error', async () => {
    @Controller()
    class Broken {
      @Consume('article', { mode: 'single' })
      store(): never {
        throw new FatalError('BROKEN', 'cannot go on');
      }
    }
    await rig.produce('a');
    const transport = await rig.start(Broken);
    await expect(transport.failed).rejects.toThrow('cannot go on');
    expect(transport.ready()).toBe(false);
  });

  it('fails for good at a handler that returns nonsense, rather than lose it', async () => {
    @Controller()
    class Nonsense {
      @Consume('article', { mode: 'single' })
      store(): number {
        return 5;
      }
    }
    await rig.produce('a');
    const transport = await rig.start(Nonsense);
    await expect(transport.failed).rejects.toMatchObject({ code: 'BAD_HANDLER_RESULT' });
  });

  it('refuses two handlers of one topic, an unknown topic, a handler without mode and an application without handlers', async () => {
    @Controller()
    class Two {
      @Consume('article', { mode: 'single' })
      one(): void {
        seen.push(1);
      }
      @Consume('article', { mode: 'batch' })
      two(): void {
        seen.push(2);
      }
    }
    @Controller()
    class Unknown {
      @Consume('no-topic' as 'article', { mode: 'single' })
      one(): void {
        seen.push(1);
      }
    }
    @Controller()
    class Foreign {
      @EventPattern<'article'>('article')
      one(): void {
        seen.push(1);
      }
    }
    @Controller()
    class Idle {}
    await expect(rig.start(Two)).rejects.toMatchObject({ code: 'TWO_HANDLERS' });
    await expect(rig.start(Unknown)).rejects.toMatchObject({ code: 'UNKNOWN_TOPIC' });
    await expect(rig.start(Foreign)).rejects.toMatchObject({ code: 'NOT_CONSUME' });
    await expect(rig.start(Idle)).rejects.toMatchObject({ code: 'NO_HANDLER' });
  });
});
