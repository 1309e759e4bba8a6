import { headerText } from '@newsflow/contracts';
import { type GlobalOptions, type KafkaConnection, openKafka } from '../connections.ts';
import { CliError, exitCode } from '../exit.ts';
import { inOneLine, say, writeJson, writeList, writeText } from '../output.ts';
import { shownRecord } from '../shown-record.ts';
import { type Choice, choose, type OpenLetter, placeOf } from './choose.ts';
import { type DeadLetter, deadLetterOf, type LetterPlace } from './dead-letter.ts';
import { DeadLetterTopic } from './dead-letter-topic.ts';
import { dropLetters } from './drop-letters.ts';
import { refusalOf, replayLetters } from './replay-letters.ts';

export interface SettleOptions extends Choice, GlobalOptions {
  readonly dryRun: boolean;
}

interface ReplayOptions extends SettleOptions {
  readonly force: boolean;
}

/** Gives each letter that is settled. */
type Work = (letters: readonly OpenLetter[]) => AsyncIterable<OpenLetter>;

const columns = ['id', 'code', 'attempts', 'replayed', 'firstFailure', 'url', 'reason'] as const;
const shownReasonLength = 80;
/** Whole in JSON; for people in one line. */
const shown = (letter: DeadLetter, json: boolean): DeadLetter => ({
  ...letter,
  reason: json ? letter.reason : inOneLine(letter.reason ?? '').slice(0, shownReasonLength) || null,
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

/** A line for each thing that is known of it. */
export const linesOf = (letter: DeadLetter): string =>
  Object.entries(letter)
    .map(([name, value]) => `${name.padEnd(14)}${inOneLine(String(value ?? '-'))}`)
    .join('\n');

async function showLetter(connection: KafkaConnection, place: LetterPlace, json: boolean): Promise<boolean> {
  for await (const record of new DeadLetterTopic(connection, place.service).records([place])) {
    const letter = deadLetterOf(record, place.service, connection.names);
    const stack = headerText(record.headers, 'nf_error_stack') ?? null;
    const { key, headers, data } = shownRecord(record);
    if (json) await writeJson({ ...letter, stack, key, headers, data });
    else await writeText(`${linesOf(letter)}\n\n${stack ?? 'no stack'}\n\n${JSON.stringify(data, undefined, 2)}`);
    return true;
  }
  return false;
}

/** `newsflow dlq replay`. */
export async function replay(options: ReplayOptions): Promise<void> {
  const { connection, letters } = await chosen({ ...options, max: Infinity });
  await replayChosen(letters, (given) => replayLetters(connection, given), options);
}

/**
 * Of these letters the first `max` that can be replayed. The others stay where they are: exit code 4 where none can be, 7 where
 * some cannot, or are gone from the log by then.
 */
export async function replayChosen(
  letters: readonly OpenLetter[],
  work: Work,
  { max = Infinity, ...options }: ReplayOptions,
): Promise<void> {
  const refusals = letters.map((open) => ({ open, why: refusalOf(open.letter, options.force) }));
  const refused = refusals.filter(({ why }) => why !== undefined);
  for (const { open, why } of refused) say(inOneLine(`${open.letter.id} is not replayed: ${why}`));
  const replayable = refusals.filter(({ why }) => why === undefined).map(({ open }) => open);
  const gone = await settle('replayed', replayable.slice(0, max), work, options);
  for (const { id } of gone) say(`${id} is not replayed: it is gone from the log`);
  const left = refused.length + gone.length;
  if (left > 0)
    throw new CliError(replayable.length === 0 ? exitCode.refused : exitCode.partlyDone, `${count(left)} not replayed`);
}

/** `newsflow dlq drop`. */
export async function drop({ all, ...options }: SettleOptions & { readonly all: boolean }): Promise<void> {
  const { ids = [], group, reason, source, since } = options;
  if (!all && ids.length === 0 && [group, reason, source, since].every((filter) => filter === undefined))
    throw new CliError(exitCode.usage, 'say what to drop: ids, --group, --reason, --source or --since, or --all');
  const { letters } = await chosen(options);
  await settle('dropped', letters, dropLetters, options);
}

/**
 * Writes what was done with each letter, and how many; all that was done also where it ends before its time. Resolves with the
 * letters that nothing was done with.
 */
async function settle(
  done: string,
  letters: readonly OpenLetter[],
  work: Work,
  options: SettleOptions,
): Promise<DeadLetter[]> {
  const settled = new Set<DeadLetter>();
  try {
    if (options.dryRun) for (const { letter } of letters) settled.add(letter);
    else for await (const { letter } of work(letters)) settled.add(letter);
  } finally {
    await write([...settled], options);
    say(`${count(settled.size)} ${options.dryRun ? `would be ${done}` : done}`);
  }
  return letters.map(({ letter }) => letter).filter((letter) => !settled.has(letter));
}
