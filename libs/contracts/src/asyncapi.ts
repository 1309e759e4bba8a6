import { events, type EventType, jsonSchema } from './events/catalogue.ts';
import { topicNames, topics } from './topics.ts';

const header = (description: string) => ({ type: 'string', description });
const cloudEventHeaders = (type: EventType) => ({
  type: 'object',
  required: ['ce_specversion', 'ce_id', 'ce_source', 'ce_type', 'ce_time', 'ce_subject'],
  properties: {
    ce_specversion: { const: '1.0' },
    ce_id: header('the same for the same input and parser version'),
    ce_source: header('/<namespace>/<service>'),
    ce_type: { const: type },
    ce_time: header('RFC 3339'),
    ce_subject: header('page id; source id for source health'),
    ce_dataschema: header('$id of the schema'),
    nf_raw: header('derived events: <partition>:<offset> of the raw page'),
    traceparent: header('W3C trace context, where services are traced'),
  },
});

const isRawPage = (type: EventType): boolean => events[type].topic === 'raw-page';
const messageName = (type: EventType): string => type.replaceAll('.', '-');

function message(type: EventType) {
  const schema = Object.fromEntries(Object.entries(jsonSchema(type)).filter(([keyword]) => !keyword.startsWith('$')));
  const headers = cloudEventHeaders(type);
  return {
    name: type,
    title: String(schema['title']),
    contentType: isRawPage(type) ? 'application/octet-stream' : 'application/json',
    headers: isRawPage(type) ? { ...headers, properties: { ...headers.properties, nf_fetch: schema } } : headers,
    payload: isRawPage(type) ? { type: 'string', format: 'binary', description: 'The body as received.' } : schema,
  };
}

/**
 * AsyncAPI 3.0 document of every topic of an installation.
 * @param namespace as in `NEWSFLOW_NAMESPACE`
 */
export function asyncApi(namespace: string): Record<string, unknown> {
  const names = topicNames(namespace);
  const types = Object.keys(events) as EventType[];
  const typesOf = (topic: string) => types.filter((type) => events[type].topic === topic);
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'newsflow',
      version: '1.0.0',
      description:
        'News pages, articles, quotations and market quotes as CloudEvents 1.0 on Kafka, binary content mode.',
      license: { name: 'Apache-2.0' },
    },
    defaultContentType: 'application/json',
    channels: Object.fromEntries(
      Object.values(topics).map((topic) => [
        topic.id,
        {
          address: names.topic(topic.id),
          description: `${topic.purpose}; key: ${topic.key}`,
          messages: Object.fromEntries(
            typesOf(topic.id).map((type) => [
              messageName(type),
              { $ref: `#/components/messages/${messageName(type)}` },
            ]),
          ),
        },
      ]),
    ),
    operations: Object.fromEntries(
      Object.values(topics).map(({ id }) => [
        `receive-${id}`,
        { action: 'receive', channel: { $ref: `#/channels/${id}` } },
      ]),
    ),
    components: { messages: Object.fromEntries(types.map((type) => [messageName(type), message(type)])) },
  };
}
