import Type, { type TSchema } from 'typebox';

/** A closed set of words today. Enums only grow within v1: readers validate with {@link tolerant} and must accept unknown words. */
export const oneOf = <const Words extends readonly string[]>(...words: Words) =>
  Type.Enum([...words] as Words[number][]);

export const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

/** First 128 bits of a SHA-256, lower-case hex (see ids.ts). */
export const Id = Type.String({ pattern: '^[0-9a-f]{32}$' });
export const Sha256 = Type.String({ pattern: '^[0-9a-f]{64}$' });
/** RFC 3339 date-time with a zone: an instant that we measured ourselves. */
export const Instant = Type.String({ format: 'date-time' });
/** ISO 8601 date or date-time, zone only where the page states one: a time as published. */
export const PublishedTime = Type.String({
  pattern: '^\\d{4}-\\d{2}-\\d{2}(T\\d{2}:\\d{2}(:\\d{2}(\\.\\d+)?)?(Z|[+-]\\d{2}:\\d{2})?)?$',
});
export const Url = Type.String({ minLength: 1 });
/** Decimal number as text, so that no reader rounds it: "-1234.50". */
export const Decimal = Type.String({ pattern: '^-?\\d+(\\.\\d+)?$' });
/** Index into a string in UTF-16 code units. */
export const Offset = Type.Integer({ minimum: 0 });
/** Milliseconds of MongoDB server time at the fetch, strictly growing for each page. */
export const Version = Type.Integer({ minimum: 0 });
/** Grows with each change of the parser's output. */
export const ParserVersion = Type.Integer({ minimum: 0 });
export const Confidence = Type.Number({ minimum: 0, maximum: 1 });

/** Half-open stretch of text: `start` inclusive, `end` exclusive. */
export const Span = Type.Object({ text: Type.String(), start: Offset, end: Offset });

/** W3C Web Annotation Data Model, section 4.2.4. */
export const TextQuoteSelector = Type.Object({
  type: Type.Literal('TextQuoteSelector'),
  exact: Type.String(),
  prefix: Type.String(),
  suffix: Type.String(),
});
/** W3C Web Annotation Data Model, section 4.2.5. */
export const TextPositionSelector = Type.Object({
  type: Type.Literal('TextPositionSelector'),
  start: Offset,
  end: Offset,
});
/** W3C Web Annotation Data Model, section 4.2.2. */
export const CssSelector = Type.Object({ type: Type.Literal('CssSelector'), value: Type.String() });

/** What the page and its headers say about use: robots directives and the TDM Reservation Protocol. */
export const Rights = Type.Object({
  robots: Type.Array(Type.String()),
  tdmReservation: Type.Optional(Type.Boolean()),
  tdmPolicy: Type.Optional(Type.String()),
});
export type Rights = Type.Static<typeof Rights>;

/** The same schema without its enums: what a reader of a newer writer's events checks. */
export function tolerant(schema: TSchema): TSchema {
  const copy = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(copy);
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value);
    const isEnum = entries.some(([key, words]) => key === 'enum' && Array.isArray(words));
    if (isEnum) return { type: 'string' };
    return Object.fromEntries(entries.map(([key, inner]) => [key, copy(inner)]));
  };
  return copy(JSON.parse(JSON.stringify(schema))) as TSchema;
}
