import { describe, expect, it } from '@jest/globals';
import { reasonInLog } from './reason-in-log.ts';

const frames = Array.from({ length: 30 }, (_, line) => `\tat kafka.Kafka$.main(Kafka.scala:${line})\n`).join('');

describe('the reason in a log', () => {
  it('is the error and what caused it, without the stack and without what came before', () => {
    const log = `[main] WARN starting\n[main] ERROR fatal exception\njava.io.IOException: no room\n${frames}Caused by: disk full\n\t... 3 more\n`;
    expect(reasonInLog(log)).toBe('[main] ERROR fatal exception | java.io.IOException: no room | Caused by: disk full');
  });

  it('is the last few words where nothing is called an error', () => {
    expect(reasonInLog('1\n2\n3\n4\n5\n6\n')).toBe('2 | 3 | 4 | 5 | 6');
    expect(reasonInLog('\n')).toBe('it logged nothing');
  });
});
