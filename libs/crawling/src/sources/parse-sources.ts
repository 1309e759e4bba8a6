import { InvalidUrlError, normalizeUrl } from '@newsflow/contracts';
import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { durationMs, durationText } from './duration.ts';
import { InvalidSourcesError, type Source, type Start, type StartKind } from './source.ts';

const dayMs = 86_400_000;

/** What zod says of a field: left out, or of another type. */
const expected =
  (message: string) =>
  ({ input }: { readonly input: unknown }): string =>
    input === undefined ? 'is missing' : message;

const duration = (minMs: number, maxMs: number) =>
  z.string({ error: expected('must be a duration such as 500ms, 30s or 6h') }).transform((text, context) => {
    const ms = durationMs(text);
    if (ms !== null && ms >= minMs && ms <= maxMs) return ms;
    const problem =
      ms === null
        ? 'must be a duration such as 500ms, 30s or 6h'
        : `must be from ${durationText(minMs)} to ${durationText(maxMs)}`;
    context.addIssue({ code: 'custom', message: `${problem}, not ${JSON.stringify(text)}` });
    return z.NEVER;
  });

const url = z.string({ error: 'must be an http or https URL' }).superRefine((text, context) => {
  const { username = '', password = '' } = URL.parse(text) ?? {};
  if (username !== '' || password !== '') {
    // Not quoted: what is wrong with it is a secret. It would be published with the health of the source, and is never sent to the site.
    context.addIssue({ code: 'custom', message: 'must not have a user name or password: they are not sent' });
    return;
  }
  try {
    normalizeUrl(text);
  } catch (error) {
    if (!(error instanceof InvalidUrlError)) throw error;
    context.addIssue({ code: 'custom', message: `must be an http or https URL, not ${JSON.stringify(text)}` });
  }
});

const kinds: readonly StartKind[] = ['feed', 'sitemap', 'page'];
const start = z
  .strictObject({ feed: url.optional(), sitemap: url.optional(), page: url.optional() })
  .transform((entry, context): Start => {
    const given = kinds.flatMap((kind) => (entry[kind] === undefined ? [] : [{ kind, url: entry[kind] }]));
    const [only, more] = given;
    if (only && !more) return only;
    context.addIssue({ code: 'custom', message: 'must have exactly one of feed, sitemap and page' });
    return z.NEVER;
  });

const source = z
  .strictObject({
    id: z
      .string({ error: expected('must be a short name') })
      .regex(
        /^[a-z0-9][a-z0-9._-]{0,63}$/,
        'must be at most 64 lower-case letters, digits, dots, underscores or hyphens',
      ),
    name: z.string({ error: expected('must be a text') }).min(1, 'must not be empty'),
    every: duration(1000, 365 * dayMs),
    delay: duration(0, dayMs).optional(),
    start: z
      .array(start, { error: expected('must be a list of feeds, sitemaps and pages') })
      .min(1, 'must not be empty'),
  })
  .transform(({ id, name, every, delay, start: starts }): Source => ({
    id,
    name,
    everyMs: every,
    delayMs: delay ?? null,
    start: starts,
  }));

const file = z
  .strictObject(
    { sources: z.array(source, { error: expected('must be a list') }) },
    { error: 'must be a mapping with the key sources' },
  )
  .superRefine(({ sources }, context) => {
    const seen = new Set<string>();
    for (const [index, { id }] of sources.entries()) {
      if (seen.has(id)) {
        const message = `${JSON.stringify(id)} is the id of another source, too`;
        context.addIssue({ code: 'custom', path: ['sources', index, 'id'], message });
      }
      seen.add(id);
    }
  });

/** `sources[2].start[0].feed` */
const fieldName = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (name, part) =>
      typeof part === 'number' ? `${name}[${part}]` : name === '' ? String(part) : `${name}.${String(part)}`,
    '',
  );

/** Line of the field, or of the nearest thing around it that the file has. */
function lineOf(document: Document, lines: LineCounter, path: readonly PropertyKey[]): number {
  for (let length = path.length; length >= 0; length--) {
    const node: unknown = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}

const maxLength = 300;

/** Problems repeat what is in the file, which may be anything: not for ever, and nothing that a terminal obeys. */
const printable = (problem: string): string => {
  const line = problem.replaceAll(/\p{Cc}+/gu, ' ');
  return line.length > maxLength ? `${line.slice(0, maxLength)}…` : line;
};

/** Path and text of a problem; zod reports unknown keys at the object around them. */
const problemOf = (issue: z.core.$ZodIssue): { path: PropertyKey[]; message: string } =>
  issue.code === 'unrecognized_keys'
    ? { path: [...issue.path, issue.keys[0] ?? ''], message: 'is not a known field' }
    : { path: issue.path, message: issue.message };

/**
 * Checks one source, written as an entry of the file is, by the rules of the file.
 * Throws {@link InvalidSourcesError} with every problem: field and what is wrong.
 */
export function checkSource(entry: object): Source {
  const read = source.safeParse(entry);
  if (read.success) return read.data;
  throw new InvalidSourcesError(
    read.error.issues.map(problemOf).map(({ path, message }) => printable(`${fieldName(path)} ${message}`)),
  );
}

/** The document as plain values. Throws {@link InvalidSourcesError} where its aliases would multiply without end. */
function valueOf(document: Document, fileName: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    throw new InvalidSourcesError([`${fileName}:1: ${(error as Error).message}`]);
  }
}

/**
 * Reads a sources file.
 * @param fileName only for the messages
 * Throws {@link InvalidSourcesError} with every problem: file, line, field and what is wrong.
 */
export function parseSources(text: string, fileName: string): Source[] {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  if (document.errors.length > 0) {
    throw new InvalidSourcesError(
      document.errors.map(({ message, pos }) => `${fileName}:${lines.linePos(pos[0]).line}: ${printable(message)}`),
    );
  }
  const read = file.safeParse(valueOf(document, fileName));
  if (read.success) return read.data.sources;
  throw new InvalidSourcesError(
    read.error.issues
      .map(problemOf)
      .map(({ path, message }) => ({
        line: lineOf(document, lines, path),
        text: printable(`${fieldName(path) || 'the file'} ${message}`),
      }))
      .sort((a, b) => a.line - b.line)
      .map(({ line, text: problem }) => `${fileName}:${line}: ${problem}`),
  );
}
