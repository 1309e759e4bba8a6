import 'reflect-metadata';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  type CallHandler,
  Catch,
  Controller,
  type ExecutionContext,
  Injectable,
  Module,
  type NestInterceptor,
  type PipeTransform,
  type RpcExceptionFilter,
  type Type,
  UseFilters,
  UseInterceptors,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Ctx, type CustomStrategy, EventPattern, Payload } from '@nestjs/microservices';
import { headerText, topicNames } from '@newsflow/contracts';
import {
  connectKafka,
  FatalError,
  type HandlerResult,
  type KafkaClient,
  PoisonError,
  provisionTopics,
  readTopic,
  type ReceivedRecord,
  TransientError,
} from '@newsflow/kafka';
import { type Stack, startStack } from '@newsflow/stack';
import { type Observable, of, throwError } from 'rxjs';
import { Consume } from './consume.ts';
import { ConsumeContext } from './consume-context.ts';
import { KafkaTransport, type KafkaTransportOptions } from './kafka-transport.ts';

const text = ({ value }: ReceivedRecord): string => value?.toString() ?? '';
const seen: unknown[] = [];

let stack: Stack;
let client: KafkaClient;
let names: ReturnType<typeof topicNames>;
let namespaces = 0;
let running: (() => Promise<void>)[] = [];

beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.stop());
beforeEach(async () => {
  seen.length = 0;
  const namespace = `m${process.pid}-${++namespaces}`;
  client = connectKafka({ brokers: stack.brokers, clientId: namespace });
  names = topicNames(namespace);
  await provisionTopics(client, { namespace, partitions: 1, replicationFactor: 1, groups: ['store'] });
});
afterEach(async () => {
  await Promise.all(running.map((stop) => stop()));
  running = [];
});

async function start(controller: Type, options: Partial<KafkaTransportOptions> = {}): Promise<KafkaTransport> {
  @Module({ controllers: [controller] })
  class App {}
  const retry = { kind: 'blocking', backOff: { initialMs: 5, maxMs: 5 } } as const;
  const strategy = new KafkaTransport({ client, names, service: 'store', retry, ...options });
  const settings: Pick<CustomStrategy, 'strategy'> & { logger: false } = { strategy, logger: false };
  const app = await NestFactory.createMicroservice(App, settings);
  running.push(() => app.close());
  await app.listen();
  return strategy;
}

async function until(what: string, condition: () => boolean | Promise<boolean>): Promise<void> {
  const endAt = performance.now() + 20_000;
  while (!(await condition())) {
    if (performance.now() > endAt) throw new Error(`Never happened: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

async function produce(...values: string[]): Promise<void> {
  const producer = client.producer();
  await producer.send(
    names.topic('article'),
    values.map((value) => ({ key: value, value: Buffer.from(value) })),
  );
  await producer.close();
}

async function committed(offset: number): Promise<void> {
  await until(`offset ${offset} committed`, async () => {
    const [found] = await client.admin().committedOffsets(names.group('store'));
    return found?.offset === String(offset);
  });
}

async function read(topic: string): Promise<ReceivedRecord[]> {
  const records: ReceivedRecord[] = [];
  for await (const record of readTopic(client, { topic, from: 'earliest' })) records.push(record);
  return records;
}

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
    await produce('a', 'b');
    const transport = await start(Batches);
    await committed(2);
    expect(seen).toEqual(['a', 'b', names.group('store'), 1, false]);
    expect((await read(names.topic('page-outcome'))).map(text)).toEqual(['outcome of a', 'outcome of b']);
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
    await produce('a');
    await start(Streams);
    await committed(1);
    expect(await read(names.topic('page-outcome'))).toHaveLength(2);
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
    await produce('poison', 'shaky', 'good');
    await start(Fails);
    await committed(3);
    expect(seen.toSorted()).toEqual(['good 1', 'poison 1', 'shaky 1', 'shaky 2', 'shaky 3']);
    const letters = await read(names.deadLetter(names.group('store')));
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
    await produce('a');
    await start(Piped);
    await committed(1);
    expect(seen).toEqual([true, 'a']);
    const [letter] = await read(names.deadLetter(names.group('store')));
    expect(headerText(letter?.headers, 'nf_error_code')).toBe('FILTERED');
  });

  it('lets the running handler end when the application closes', async () => {
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
    await produce('a', 'b');
    const transport = await start(Slow, { lanes: 1 });
    await started.promise;
    const closing = transport.close();
    expect(transport.ready()).toBe(false);
    release.resolve(undefined);
    await closing;
    await committed(1);
  });

  it('fails for good at a fatal error', async () => {
    @Controller()
    class Broken {
      @Consume('article', { mode: 'single' })
      store(): never {
        throw new FatalError('BROKEN', 'cannot go on');
      }
    }
    await produce('a');
    const transport = await start(Broken);
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
    await produce('a');
    const transport = await start(Nonsense);
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
    await expect(start(Two)).rejects.toMatchObject({ code: 'TWO_HANDLERS' });
    await expect(start(Unknown)).rejects.toMatchObject({ code: 'UNKNOWN_TOPIC' });
    await expect(start(Foreign)).rejects.toMatchObject({ code: 'NOT_CONSUME' });
    await expect(start(Idle)).rejects.toMatchObject({ code: 'NO_HANDLER' });
  });
});
