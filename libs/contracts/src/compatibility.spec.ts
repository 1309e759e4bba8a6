import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { breakingChanges } from './compatibility.ts';
import { events, type EventType, jsonSchema } from './events/catalogue.ts';

const folder = new URL('../released/', import.meta.url);
const released = readdirSync(folder).map((file) => ({
  type: file.replace(/\.json$/, ''),
  schema: JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Record<string, unknown>,
}));

describe('released schemas', () => {
  it('exist for every event type', () => {
    expect(released.map(({ type }) => type).sort()).toEqual(Object.keys(events).sort());
  });

  it.each(released)('$type: today’s schema breaks no reader of it', ({ type, schema }) => {
    expect(breakingChanges(schema, jsonSchema(type as EventType))).toEqual([]);
  });
});

describe('breakingChanges', () => {
  const base = {
    type: 'object',
    required: ['id'],
    properties: {
      id: { type: 'string' },
      kind: { enum: ['a', 'b'] },
      names: { type: 'array', items: { type: 'string' } },
    },
  };
  const changed = (edit: (schema: typeof base & Record<string, unknown>) => void) => {
    const copy = structuredClone(base);
    edit(copy);
    return breakingChanges(base, copy);
  };

  it('accepts a new optional field, a new enum word and other descriptions', () => {
    const problems = changed((schema) => {
      Object.assign(schema.properties, { extra: { type: 'integer' } });
      schema.properties.kind.enum.push('c');
      Object.assign(schema, { description: 'better words' });
    });
    expect(problems).toEqual([]);
  });

  it.each<[string, (schema: typeof base) => void, string]>([
    ['a removed field', (s) => Reflect.deleteProperty(s.properties, 'kind'), '/kind: field removed'],
    ['another type', (s) => (s.properties.id.type = 'integer'), '/id: type "string" became "integer"'],
    [
      'another type inside an array',
      (s) => (s.properties.names.items.type = 'number'),
      '/names/items: type "string" became "number"',
    ],
    ['a new required field', (s) => s.required.push('kind'), '/: kind became required'],
    ['a field no longer required', (s) => (s.required = []), '/: id is no longer required'],
    ['a removed enum word', (s) => s.properties.kind.enum.pop(), '/kind: enum word "b" removed'],
    ['a new limit', (s) => Object.assign(s.properties.id, { maxLength: 3 }), '/id: maxLength nothing became 3'],
  ])('refuses %s', (_name, edit, problem) => {
    expect(changed(edit)).toEqual([problem]);
  });
});
