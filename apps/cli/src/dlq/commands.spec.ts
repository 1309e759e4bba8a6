import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { exitCode } from '../exit.ts';
import type { OpenLetter } from './choose.ts';
import { linesOf, replayChosen } from './commands.ts';
import type { DeadLetter } from './dead-letter.ts';

let said = '';
beforeEach(() => {
  said = '';
  jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => {
    said += String(text);
    return true;
  });
});
afterEach(() => {
  jest.restoreAllMocks();
});

const lettersReplayed = (...times: number[]): OpenLetter[] =>
  times.map((replayed, offset) => ({ letter: { id: `parser:0:${offset}`, replayed } as DeadLetter }) as OpenLetter);
const options = { json: true, dryRun: false, force: false };

/** Replays all but what is gone from the log; gives the ids of what it was asked for. */
function aTopic(...gone: string[]) {
  const asked: string[] = [];
  async function* work(letters: readonly OpenLetter[]): AsyncGenerator<OpenLetter> {
    asked.push(...letters.map(({ letter }) => letter.id));
    yield* await Promise.resolve(letters.filter(({ letter }) => !gone.includes(letter.id)));
  }
  return { asked, work };
}

describe('a replay of dead letters', () => {
  it('takes as many as it is told of those that it does not refuse', async () => {
    const { asked, work } = aTopic();
    await expect(replayChosen(lettersReplayed(5, 5, 0, 1, 0), work, { ...options, max: 2 })).rejects.toMatchObject({
      exit: exitCode.partlyDone,
    });
    expect(asked).toEqual(['parser:0:2', 'parser:0:3']);
  });

  it('is refused where it could replay none', async () => {
    const { asked, work } = aTopic();
    await expect(replayChosen(lettersReplayed(5, 6), work, options)).rejects.toMatchObject({ exit: exitCode.refused });
    expect(asked).toEqual([]);
  });

  it('tells of those that are gone by then, and is partly done', async () => {
    const { work } = aTopic('parser:0:1');
    await expect(replayChosen(lettersReplayed(0, 0, 0), work, options)).rejects.toMatchObject({
      exit: exitCode.partlyDone,
    });
    expect(said).toContain('parser:0:1 is not replayed: it is gone from the log\n');
    expect(said).toContain('2 dead letters replayed\n');
  });

  it('is all well where every one is replayed', async () => {
    const { work } = aTopic();
    await replayChosen(lettersReplayed(0, 0), work, options);
    expect(said).toBe('2 dead letters replayed\n');
  });
});

it('what is shown of a dead letter is a line for each thing, whatever its text', () => {
  const letter = { id: 'parser:0:8', url: 'https://a.example/\nid            parser:0:9' } as DeadLetter;
  expect(linesOf(letter).split('\n')).toEqual([
    'id            parser:0:8',
    'url           https://a.example/ id parser:0:9',
  ]);
});
