import type { GlobalOptions } from '../connections.ts';
import { writeList } from '../output.ts';
import { stateOf } from './source-state.ts';
import { withStored } from './stored.ts';

/** `newsflow sources list`. */
export function listSources(options: GlobalOptions): Promise<void> {
  return withStored(async (stored) => {
    const sources = await stored.sources.find().sort({ _id: 1 }).toArray();
    const rows = [];
    for (const source of sources) rows.push(await stateOf(stored, source));
    const columns = ['id', 'name', 'enabled', 'origin', 'every', 'status', 'lastSuccess', 'failures', 'pages'] as const;
    await writeList(rows, columns, options.json);
  });
}
