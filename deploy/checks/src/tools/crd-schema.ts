import { parse } from 'yaml';

type Schema = Record<string, unknown>;
interface Crd {
  spec: {
    group: string;
    names: { kind: string };
    versions: { name: string; schema: { openAPIV3Schema: Schema } }[];
  };
}

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const mapValues = (values: unknown, change: (value: Schema) => Schema): Schema =>
  Object.fromEntries(
    Object.entries(isSchema(values) ? values : {}).map(([key, value]) => [
      key,
      isSchema(value) ? change(value) : value,
    ]),
  );

/** One node of a structural schema as JSON Schema: a field that is not named is refused, unless the node says that it keeps such. */
function strict(node: Schema): Schema {
  const { properties, items, additionalProperties, nullable, type, ...rest } = node;
  const open = rest['x-kubernetes-preserve-unknown-fields'] === true || rest['x-kubernetes-embedded-resource'] === true;
  const plainType = rest['x-kubernetes-int-or-string'] === true ? ['integer', 'string'] : type;
  const types = nullable === true && plainType !== undefined ? [plainType, 'null'].flat() : plainType;
  return {
    ...rest,
    ...(types === undefined ? {} : { type: types }),
    ...(properties === undefined ? {} : { properties: mapValues(properties, strict) }),
    ...(isSchema(items) ? { items: strict(items) } : {}),
    ...(isSchema(additionalProperties) ? { additionalProperties: strict(additionalProperties) } : {}),
    ...(properties !== undefined && additionalProperties === undefined && !open ? { additionalProperties: false } : {}),
  };
}

/** What every object has; the API server checks it, not the CRD. */
const header = {
  apiVersion: { type: 'string' },
  kind: { type: 'string' },
  metadata: { type: 'object' },
};

/**
 * JSON Schemas that kubeconform understands, by file name (`kafkatopic-kafka-v1.json`), one for each version of the CRD.
 * CEL rules (`x-kubernetes-validations`) are not looked at.
 */
export function schemasOf(crdYaml: string): ReadonlyMap<string, string> {
  const { spec } = parse(crdYaml) as Crd;
  const group = spec.group.split('.')[0] ?? '';
  return new Map(
    spec.versions.map(({ name, schema }) => {
      const object = strict(schema.openAPIV3Schema);
      const properties = { ...(object['properties'] as Schema), ...header };
      const file = `${spec.names.kind.toLowerCase()}-${group}-${name}.json`;
      return [file, JSON.stringify({ ...object, properties })];
    }),
  );
}
