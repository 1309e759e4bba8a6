import { afterAll, beforeAll, describe } from '@jest/globals';
import { describeAdmin } from './admin-contract.ts';
import { Bench, type Connect } from './bench.ts';
import { describeConsumer } from './consumer-contract.ts';
import { describeProducer } from './producer-contract.ts';
import { describeReader } from './reader-contract.ts';
import { describeTransactionalProducer } from './transactions-contract.ts';

/** What client.ts promises, as tests that any client behind the port has to pass. */
export function describePort(name: string, connect: Connect): void {
  describe(`the port, on ${name}`, () => {
    const bench = new Bench(connect);
    beforeAll(() => bench.start());
    afterAll(() => bench.stop());
    describeAdmin(bench);
    describeProducer(bench);
    describeTransactionalProducer(bench);
    describeReader(bench);
    describeConsumer(bench);
  });
}
