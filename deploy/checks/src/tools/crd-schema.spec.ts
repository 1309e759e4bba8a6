import { describe, expect, it } from '@jest/globals';
import { schemasOf } from './crd-schema.ts';

const crd = `
spec:
  group: example.newsflow.io
  names: { kind: Thing }
  versions:
    - name: v1
      schema:
        openAPIV3Schema:
          type: object
          properties:
            spec:
              type: object
              properties:
                port: { x-kubernetes-int-or-string: true }
                note: { type: string, nullable: true }
                free: { type: object, x-kubernetes-preserve-unknown-fields: true, properties: { a: { type: string } } }
                map: { type: object, additionalProperties: { type: object, properties: { b: { type: string } } } }
                list: { type: array, items: { type: object, properties: { c: { type: string } } } }
`;

describe('the schema of a CRD', () => {
  const [[file, text]] = [...schemasOf(crd)] as [[string, string]];
  const schema = JSON.parse(text) as { additionalProperties: boolean; properties: Record<string, unknown> };
  const spec = schema.properties['spec'] as typeof schema;

  it('is called as kubeconform looks for it', () => {
    expect(file).toBe('thing-example-v1.json');
  });

  it('refuses fields that are not named, at every depth, but for those that are kept unread', () => {
    expect([schema.additionalProperties, spec.additionalProperties]).toEqual([false, false]);
    expect(spec.properties['map']).toMatchObject({ additionalProperties: { additionalProperties: false } });
    expect(spec.properties['list']).toMatchObject({ items: { additionalProperties: false } });
    expect(spec.properties['free']).not.toHaveProperty('additionalProperties');
  });

  it('knows numbers that may be words, and fields that may be null', () => {
    expect(spec.properties).toMatchObject({
      port: { type: ['integer', 'string'] },
      note: { type: ['string', 'null'] },
    });
  });

  it('has what every object has', () => {
    expect(Object.keys(schema.properties)).toEqual(expect.arrayContaining(['apiVersion', 'kind', 'metadata']));
  });
});
