import { headerText } from '@newsflow/contracts';
import { type GlobalOptions, type KafkaConnection, openKafka } from '../connections.ts';
import { CliError, exitCode } from '../exit.ts';
import { say, writeJson, writeList, writeText } from '../output.ts';
import { shownRecord } from '../shown-record.ts';
import { type Choice, choose, type OpenLetter, placeOf } from './choose.ts';
import { type DeadLetter, deadLetterOf, type LetterPlace } from './dead-letter.ts';
import { DeadLetterTopic } from './dead-letter-topic.ts';
import { dropLetters } from './drop-letters.ts';
import { refusalOf, replayLetters } from './replay-letters.ts';

export interface SettleOptions extends Choice, GlobalOptions {
  readonly dryRun: boolean;
}

const columns = ['id', 'code', 'attempts', 'replayed', 'firstFailure', 'url', 'reason'] as const;
const shownReasonLength = 80;
/** Whole in JSON; for people in one line. */
const shown = (letter: DeadLetter, json: boolean): DeadLetter => ({
  ...letter,
  reason: json ? letter.reason : (letter.reason?.replaceAll(/\s+/gu, ' ').slice(0, shownReasonLength) ?? null),
});
const write = (letters: readonly DeadLetter[], { json }: GlobalOptions): Promise<void> =>
  json || letters.length > 0
    ? writeList(
        letters.map((letter) => shown(letter, json)),
        columns,
        json,
      )
    : Promise.resolve();

const count = (letters: number): string => `${letters} dead letter${letters === 1 ? '' : 's'}`;

/** Mistakes are told before anybody is connected to. */
async function chosen(options: Choice): Promise<{ connection: KafkaConnection; letters: OpenLetter[] }> {
  for (const id of options.ids ?? []) placeOf(id);
  const connection = await openKafka();
  return { connection, letters: await choose(connection, options) };
}

/** `newsflow dlq list`. */
export async function listLetters(options: Choice & GlobalOptions): Promise<void> {
  const { letters } = await chosen(options);
  await write(
    letters.map(({ letter }) => letter),
    options,
  );
  say(count(letters.length));
}

/** `newsflow dlq show ID…`: also what is settled, as long as it is in the log. Exit code 3 where one is not. */
export async function showLetters(ids: readonly string[], { json }: GlobalOptions): Promise<void> {
  const places = ids.map(placeOf);
  const connection = await openKafka();
  for (const [index, place] of places.entries()) {
    const found = await showLetter(connection, place, json);
    if (!found) throw new CliError(exitCode.notFound, `no dead letter ${ids[index] ?? ''} is in the log`);
  }
}

async function showLetter(connection: KafkaConnection, place: LetterPlace, json: boolean): Promise<boolean> {
  for await (const record of new DeadLetterTopic(connection, place.service).records([place])) {
    const letter = deadLetterOf(record, place.service, connection.names);
    const stack = headerText(record.headers, 'nf_error_stack') ?? null;
    const { key, headers, data } = shownRecord(record);
    if (json) await writeJson({ ...letter, stack, key, headers, data });
    else {
      for (const [name, value] of Object.entries(letter)) await writeText(`${name.padEnd(14)}${value ?? '-'}`);
      await writeText(`\n${stack ?? 'no stack'}\n\n${JSON.stringify(data, undefined, 2)}`);
    }
    return true;
  }
  return false;
}

/**
 * `newsflow dlq replay`. What cannot be replayed stays where it is: exit code 4 where that is true of all that is meant, 7 where of some.
 */
export async function replay(options: SettleOptions & { readonly force: boolean }): Promise<void> {
  const { connection, letters } = await chosen(options);
  const [replayable, refused] = [[] as OpenLetter[], [] as OpenLetter[]];
  for (const open of letters) {
    const why = refusalOf(open.letter, options.force);
    (why === undefined ? replayable : refused).push(open);
    if (why !== undefined) say(`${open.letter.id} is not replayed: ${why}`);
  }
  await settle('replayed', replayable, (given) => replayLetters(connection, given), options);
  if (refused.length > 0)
    throw new CliError(
      replayable.length === 0 ? exitCode.refused : exitCode.partlyDone,
      `${count(refused.length)} not replayed`,
    );
}

/** `newsflow dlq drop`. */
export async function drop({ all, ...options }: SettleOptions & { readonly all: boolean }): Promise<void> {
  const { ids = [], group, reason, source, since } = options;
  if (!all && ids.length === 0 && [group, reason, source, since].every((filter) => filter === undefined))
    throw new CliError(exitCode.usage, 'say what to drop: ids, --group, --reason, --source or --since, or --all');
  const { letters } = await chosen(options);
  await settle('dropped', letters, dropLetters, options);
}

/** Writes what was done with each letter, and how many; all that was done also where it ends before its time. */
async function settle(
  done: string,
  letters: readonly OpenLetter[],
  work: (letters: readonly OpenLetter[]) => AsyncIterable<OpenLetter>,
  options: SettleOptions,
): Promise<void> {
  const settled: DeadLetter[] = [];
  try {
    if (options.dryRun) settled.push(...letters.map(({ letter }) => letter));
    else for await (const { letter } of work(letters)) settled.push(letter);
  } finally {
    await write(settled, options);
    say(`${count(settled.length)} ${options.dryRun ? `would be ${done}` : done}`);
  }
}
