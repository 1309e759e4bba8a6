type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const text = (value: unknown): string => (value === undefined ? 'nothing' : JSON.stringify(value));

/** Keywords that only describe; they may change at any time. */
const annotations = new Set(['$schema', '$id', 'title', 'description', 'examples']);

/**
 * What an event written by `current` could do to a reader of `released`. Within v1 only optional fields and enum words are added;
 * nothing is removed, no type or limit changed, `required` frozen (docs/architecture.md, "Events").
 * Returns one line for each breaking change, with the path of the field; an empty list if there is none.
 */
export function breakingChanges(released: unknown, current: unknown, path = ''): string[] {
  const at = path || '/';
  if (!isObject(released) || !isObject(current)) {
    return text(released) === text(current) ? [] : [`${at}: ${text(released)} became ${text(current)}`];
  }
  const problems: string[] = [];
  for (const keyword of new Set([...Object.keys(released), ...Object.keys(current)])) {
    if (annotations.has(keyword)) continue;
    const [before, after] = [released[keyword], current[keyword]];
    switch (keyword) {
      case 'properties':
        problems.push(...changedProperties(before, after, path));
        break;
      case 'required':
        problems.push(...changedRequired(before, after, at));
        break;
      case 'enum':
        for (const word of list(before)) {
          if (!list(after).includes(word)) problems.push(`${at}: enum word ${text(word)} removed`);
        }
        break;
      case 'anyOf':
        problems.push(...changedAlternatives(list(before), list(after), at));
        break;
      case 'items':
      case 'patternProperties':
        problems.push(...breakingChanges(before, after, `${path}/${keyword}`));
        break;
      default:
        if (text(before) !== text(after)) problems.push(`${at}: ${keyword} ${text(before)} became ${text(after)}`);
    }
  }
  return problems;
}

function changedProperties(before: unknown, after: unknown, path: string): string[] {
  const [old, now] = [isObject(before) ? before : {}, isObject(after) ? after : {}];
  return Object.entries(old).flatMap(([name, schema]) =>
    name in now ? breakingChanges(schema, now[name], `${path}/${name}`) : [`${path}/${name}: field removed`],
  );
}

function changedRequired(before: unknown, after: unknown, at: string): string[] {
  const [old, now] = [list(before), list(after)];
  return [
    ...old.filter((name) => !now.includes(name)).map((name) => `${at}: ${String(name)} is no longer required`),
    ...now.filter((name) => !old.includes(name)).map((name) => `${at}: ${String(name)} became required`),
  ];
}

function changedAlternatives(before: unknown[], after: unknown[], at: string): string[] {
  if (before.length !== after.length) return [`${at}: the alternatives of anyOf changed`];
  return before.flatMap((schema, index) => breakingChanges(schema, after[index], `${at}|${index}`));
}
