import { once } from 'node:events';

/**
 * Text of a site must not reach a terminal as commands to it, nor in another order than it was written in. JSON escapes
 * control characters by itself.
 */
const printable = (text: string): string => text.replaceAll(/[^\P{Cc}\n\t]|[\u202a-\u202e\u2066-\u2069]/gu, '\ufffd');

/** Where a line says one thing: no text of a site may begin another. Blanks in front stay: they indent. */
export const inOneLine = (text: string): string => text.replaceAll(/[^\S ]\s*|(?<=\S)\s+/gu, ' ');

/** Data goes to standard output, everything said about it to standard error. */
export const say = (line: string): void => {
  process.stderr.write(`${printable(line)}\n`);
};

/** Writes one line of data, waiting for a slow reader. A reader that has gone (`| head`) ends the command quietly. */
export async function writeLine(line: string): Promise<void> {
  if (!process.stdout.write(`${line}\n`)) await once(process.stdout, 'drain');
}

/** Text that may come from a site, for people. */
export const writeText = (text: string): Promise<void> => writeLine(printable(text));

export const writeJson = (value: unknown): Promise<void> => writeLine(JSON.stringify(value));

/** Columns padded to their widest cell, each row in one line; numbers to the right. */
export function table(head: readonly string[], rows: readonly (readonly (string | number | null)[])[]): string {
  const cells = [head, ...rows].map((row) => row.map((cell) => (cell === null ? '-' : inOneLine(String(cell)))));
  const widths = head.map((_, column) => Math.max(...cells.map((row) => (row[column] ?? '').length)));
  const isNumber = head.map((_, column) => rows.length > 0 && rows.every((row) => typeof row[column] === 'number'));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => (isNumber[column] ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0)))
      .join('  ')
      .trimEnd();
  return printable(cells.map(line).join('\n'));
}

/** One row of a list: JSON, one object a line, or a table for people. */
export async function writeList<Row extends object>(
  rows: readonly Row[],
  columns: readonly (keyof Row & string)[],
  json: boolean,
): Promise<void> {
  if (json) for (const row of rows) await writeJson(row);
  else
    await writeLine(
      table(
        columns,
        rows.map((row) => columns.map((column) => cellOf(row[column]))),
      ),
    );
}

const cellOf = (value: unknown): string | number | null => {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number' || typeof value === 'string') return value;
  return JSON.stringify(value);
};
