import { events, type EventType, jsonSchema, reservedTypes } from './events/catalogue.ts';
import { partitions, type TopicId, topicNames, topics } from './topics.ts';

type Json = Record<string, unknown>;
const row = (...cells: string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
const table = (head: string[], rows: string[][]): string =>
  [row(...head), row(...head.map(() => '---')), ...rows.map((cells) => row(...cells))].join('\n');

function typeName(schema: Json): string {
  const { anyOf, enum: words, type, items, const: only } = schema;
  if (Array.isArray(anyOf)) return anyOf.map((inner) => typeName(inner as Json)).join(' or ');
  if (Array.isArray(words)) return words.map((word) => `\`${String(word)}\``).join(' ');
  if (only !== undefined) return `\`${JSON.stringify(only)}\``;
  if (type === 'array') return `list of ${typeName(items as Json)}`;
  if (type === 'object' && schema['properties']) return `{${Object.keys(schema['properties']).join(', ')}}`;
  return String(type);
}

function fields(type: EventType): string {
  const { properties, required } = jsonSchema(type) as { properties: Record<string, Json>; required?: string[] };
  return table(
    ['field', 'type', 'always', 'meaning'],
    Object.entries(properties).map(([name, schema]) => [
      `\`${name}\``,
      typeName(schema),
      required?.includes(name) ? 'yes' : '',
      typeof schema['description'] === 'string' ? schema['description'] : '',
    ]),
  );
}

const types = Object.keys(events) as EventType[];
const isReserved = (topic: TopicId): boolean =>
  types.filter((type) => events[type].topic === topic).every((type) => reservedTypes.includes(type));

const days = (ms: number | null): string => (ms === null ? '' : ` ${ms / 86_400_000} d`);
const mebibytes = (bytes: number): string => `${bytes / 1024 / 1024} MiB`;

/** `docs/events.md`: tables of topics and event fields, made from the catalogue and the schemas. */
export function eventsReference(): string {
  const names = topicNames('newsflow');
  const topicRows = Object.values(topics).map((topic) => [
    `\`${names.topic(topic.id)}\``,
    topic.purpose,
    topic.key,
    `${topic.cleanup}${days(topic.retentionMs)}`,
    mebibytes(topic.maxMessageBytes),
    isReserved(topic.id) ? 'reserved: nothing yet' : topic.writers.join(', '),
    topic.readers.join(', '),
  ]);
  const eventSections = types.map((type) => {
    const reserved = reservedTypes.includes(type) ? 'Reserved: nothing writes it yet. ' : '';
    const description = `${reserved}${String(jsonSchema(type)['description'])}`;
    return `### ${type}\n\nTopic \`${names.topic(events[type].topic)}\`. ${description}\n\n${fields(type)}`;
  });
  return `# Events

Made by \`node tools/generate.mjs\` from \`libs/contracts\`; a test fails when it is out of date. The same as AsyncAPI 3: [asyncapi.json](asyncapi.json).

## Topics

Names start with the namespace, here \`newsflow\`. ${partitions.production} partitions in production, ${partitions.embedded} in the embedded stack. Each consumer group has retry topics \`<group>.retry.<delay>.v1\` and a dead-letter topic \`<group>.dlq.v1\`.

${table(['topic', 'holds', 'key', 'clean-up', 'largest record', 'written by', 'read by'], topicRows)}

## Headers

CloudEvents 1.0, binary content mode: \`ce_specversion\`, \`ce_id\`, \`ce_source\`, \`ce_type\`, \`ce_time\`, \`ce_subject\`, \`ce_dataschema\`, \`content-type\`. Derived events and parser outcomes carry \`nf_raw\`, \`<partition>:<offset>\` of their raw page; (\`ce_id\`, \`nf_raw\`) is unique among those without \`nf_replayed\`. Where services are traced every record carries \`traceparent\` (W3C trace context). Dead letters keep key, value and headers and add \`nf_group\`, \`nf_attempt\`, \`nf_original_topic\`, \`nf_original_partition\`, \`nf_original_offset\`, \`nf_original_timestamp\`, \`nf_first_failure\`, \`nf_error_code\`, \`nf_error_message\`, \`nf_error_stack\`. Where somebody has asked for a record to be handled again, it and what comes of it carry \`nf_replayed\`, how often.

Readers apply the guard (\`version\`, \`parserVersion\`), compared in this order: the tail of a log is not always the newest. Enums grow: accept words that you do not know.

## Events

${eventSections.join('\n\n')}
`;
}
