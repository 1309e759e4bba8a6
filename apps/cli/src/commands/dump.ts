import { canonicalDump, dumpedCollections, type DumpedCollection, type StoredDocument } from '../dump.ts';
import { openMongodb } from '../connections.ts';
import { writeJson } from '../output.ts';

/** `newsflow dump [--canonical]`: what is stored, one document a line. */
export async function dump(options: { canonical: boolean }): Promise<void> {
  const { db, close } = await openMongodb();
  try {
    const names = Object.keys(dumpedCollections) as DumpedCollection[];
    if (!options.canonical) {
      for (const collection of names) {
        for await (const document of db.collection(collection).find().sort({ _id: 1 }))
          await writeJson({ collection, ...document });
      }
      return;
    }
    const read = (name: string) => db.collection<StoredDocument>(name).find().toArray();
    const contents: Partial<Record<DumpedCollection, StoredDocument[]>> = {};
    for (const name of names) contents[name] = await read(name);
    for (const line of canonicalDump(contents as Record<DumpedCollection, StoredDocument[]>)) await writeJson(line);
  } finally {
    await close();
  }
}
