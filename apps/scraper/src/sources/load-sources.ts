import { InvalidSourcesError, parseSources, type Source } from '@newsflow/crawling';
import { readFile } from 'node:fs/promises';

/** The sources of a file. Throws {@link InvalidSourcesError}, also where the file cannot be read. */
export async function loadSources(fileName: string): Promise<Source[]> {
  let text: string;
  try {
    text = await readFile(fileName, 'utf8');
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    throw new InvalidSourcesError([`NEWSFLOW_SOURCES: ${fileName} cannot be read (${code})`]);
  }
  return parseSources(text, fileName);
}
