import {
  durationText,
  saysTheSame,
  type Source,
  sourceChange,
  storedFields,
  type StoredSource,
} from '@newsflow/crawling';
import { MongoServerError } from 'mongodb';
import type { GlobalOptions } from '../connections.ts';
import { CliError, exitCode } from '../exit.ts';
import { say, writeList } from '../output.ts';
import { readSourcesFile, type SourceOptions, sourceOfOptions } from './read-sources.ts';
import { type StoredSources, withStored } from './stored.ts';

export interface AddOptions extends GlobalOptions, SourceOptions {
  readonly file?: string;
  readonly replace: boolean;
}

const duplicateKey = 11_000;

function refusal({ id }: Source, known: StoredSource, replace: boolean): string | null {
  if (known.disabledBy === 'file') return null;
  if (known.origin === 'file') return `${id} comes from the sources file of the scraper: change it there`;
  return replace ? null : `${id} exists already and differs: use --replace`;
}

/** One atomic write; what the file took over meanwhile is left alone. An operator's "disabled" outlives the change. */
async function write({ sources }: StoredSources, source: Source): Promise<void> {
  const change = sourceChange({ ...storedFields(source), origin: 'command' });
  const back = { enabled: true, disabledBy: null };
  const gone = { _id: source.id, disabledBy: 'file' as const };
  const { matchedCount } = await sources.updateOne(gone, { ...change, $set: { ...change.$set, ...back } });
  if (matchedCount > 0) return;
  try {
    await sources.updateOne({ _id: source.id, origin: 'command' }, { ...change, $setOnInsert: back }, { upsert: true });
  } catch (error) {
    if (!(error instanceof MongoServerError) || error.code !== duplicateKey) throw error;
    throw new CliError(exitCode.refused, `${source.id} has come from the sources file meanwhile`, { cause: error });
  }
}

/** `newsflow sources add`: all sources are checked before the first is written. */
export async function addSources(options: AddOptions): Promise<void> {
  const sources = options.file === undefined ? [sourceOfOptions(options)] : await readSourcesFile(options.file);
  await withStored(async (stored) => {
    const known = await stored.sources.find({ _id: { $in: sources.map(({ id }) => id) } }).toArray();
    const wanted = sources.map((source) => ({ source, old: known.find(({ _id }) => _id === source.id) }));
    const changed = wanted.filter(({ source, old }) => !old || old.disabledBy === 'file' || !saysTheSame(old, source));
    const refusals = changed.flatMap(({ source, old }) => (old && refusal(source, old, options.replace)) ?? []);
    if (refusals.length > 0) throw new CliError(exitCode.refused, `nothing was added\n${refusals.join('\n')}`);
    for (const { source } of changed) await write(stored, source);
    for (const { old } of changed) if (old?.disabledBy === 'command') say(`${old._id} stays disabled`);
    const rows = wanted.map(({ source, old }) => ({
      id: source.id,
      name: source.name,
      every: durationText(source.everyMs),
      start: source.start.length,
      result: !changed.some((change) => change.source === source) ? 'unchanged' : old ? 'changed' : 'added',
    }));
    await writeList(rows, ['id', 'name', 'every', 'start', 'result'], options.json);
  });
}
