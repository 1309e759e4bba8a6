import { decodeHTML } from 'entities';

export type Node = Readonly<Record<string, unknown>>;

/** What the JSON-LD of a page says. */
export interface JsonLd {
  /** The node that describes this page's article; null if there is none that fits. */
  readonly main: Node | null;
  /** Its type as written, lower case, without the vocabulary's address. */
  readonly type: string | null;
  readonly nodes: readonly Node[];
  /** Number of scripts that could not be read. */
  readonly broken: number;
  /** Number of scripts that were left out: all together they are too long. */
  readonly tooLong: number;
  /** The node itself, or the one that its `@id` names. */
  readonly resolve: (value: unknown) => unknown;
}

/** UTF-16 units of all scripts of a page: a value takes up to twenty times its text in memory. */
const maxLength = 1024 * 1024;
const maxNodes = 2_000;
const maxDepth = 40;

/** As written, then with ever more of the usual damage undone. */
function parseLeniently(source: string): unknown {
  const text = source
    .trim()
    .replace(/^(?:<!--|\/\*\s*<!\[CDATA\[\s*\*\/|\/\/\s*<!\[CDATA\[|<!\[CDATA\[)/, '')
    .replace(/(?:-->|\/\*\s*\]\]>\s*\*\/|\/\/\s*\]\]>|\]\]>)$/, '')
    .trim()
    .replace(/;$/, '');
  const steps: ((value: string) => string)[] = [
    (value) => value,
    // Line breaks and tabs inside strings are the most frequent damage; outside strings a blank does as well.
    (value) => value.replace(/\p{Cc}/gu, ' '),
    (value) => value.replace(/,(\s{0,200}[}\]])/g, '$1'),
    (value) => value.replace(/\\(?!["\\/bfnrtu])/g, '\\\\'),
    (value) => decodeHTML(value),
  ];
  let current = text;
  for (const step of steps) {
    current = step(current);
    try {
      return JSON.parse(current) as unknown;
    } catch {
      // The next step may mend it.
    }
  }
  return undefined;
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Types of a node, lower case, without the vocabulary's address. */
export const typesOf = (node: Node): string[] =>
  [node['@type']]
    .flat()
    .filter((type) => typeof type === 'string')
    .map((type) => type.replace(/^.*[/#:]/, '').toLowerCase());

const typeScores: readonly (readonly [RegExp, number])[] = [
  [/^(?:(?:analysis|opinion|report|review|background|asktimes|advertiser|satirical)?newsarticle)$/, 9],
  [/^(?:liveblogposting|article|blogposting|techarticle)$/, 8],
  [/^(?:scholarlyarticle|report)$/, 7],
  [/^(?:socialmediaposting|recipe|discussionforumposting)$/, 5],
  [/^(?:howto|medicalwebpage)$/, 4],
  [/^(?:videoobject|review|creativework|podcastepisode)$/, 3],
  [/^webpage$/, 2],
];
const mainLinks = new Set(['mainentity', 'mainentityofpage', 'haspart', 'subjectof', '@graph']);

interface Found {
  readonly node: Node;
  readonly score: number;
  readonly type: string;
}

/** Reads every script, walks every object and picks the one that describes the page itself. Never throws. */
export function readJsonLd(scripts: readonly string[], url: string): JsonLd {
  const nodes: Node[] = [];
  const byId = new Map<string, Node>();
  let best: Found | null = null;
  let broken = 0;
  let tooLong = 0;
  let room = maxLength;
  for (const script of scripts) {
    if (script.length > room) {
      tooLong++;
      continue;
    }
    room -= script.length;
    const value = parseLeniently(script);
    if (value === undefined) {
      broken++;
      continue;
    }
    const queue: { value: unknown; depth: number; penalty: number }[] = [{ value, depth: 0, penalty: 0 }];
    // Grows while it is walked. Taking its head off each time would be quadratic.
    for (const { value: current, depth, penalty } of queue) {
      if (nodes.length >= maxNodes) break;
      if (depth > maxDepth) continue;
      if (Array.isArray(current)) {
        for (const item of current) queue.push({ value: item, depth: depth + 1, penalty });
        continue;
      }
      if (!isNode(current)) continue;
      nodes.push(current);
      const id = current['@id'];
      // A bare reference must not hide the node that it points to.
      if (typeof id === 'string' && (!byId.has(id) || Object.keys(current).length > 2)) byId.set(id, current);
      for (const type of typesOf(current)) {
        const base = typeScores.find(([pattern]) => pattern.test(type))?.[1];
        if (base === undefined) continue;
        const extras = ['headline', 'author', 'datePublished'].filter((name) => current[name] !== undefined).length;
        const score = base + penalty + extras + (sameAddress(current, url) ? 1 : 0);
        if (!best || score > best.score) best = { node: current, score, type };
      }
      for (const [key, inner] of Object.entries(current)) {
        if (typeof inner !== 'object' || inner === null) continue;
        const name = key.toLowerCase();
        const cost = mainLinks.has(name)
          ? name === 'haspart'
            ? -4
            : 0
          : name === 'itemlistelement' || name === 'ispartof'
            ? -9
            : -5;
        queue.push({ value: inner, depth: depth + 1, penalty: penalty + cost });
      }
    }
  }
  const resolve = (value: unknown): unknown => {
    if (!isNode(value)) return value;
    const id = value['@id'];
    return typeof id === 'string' && Object.keys(value).length <= 2 ? (byId.get(id) ?? value) : value;
  };
  const fits = best !== null && best.score >= 5;
  return {
    main: fits && best ? best.node : null,
    type: fits && best ? best.type : null,
    nodes,
    broken,
    tooLong,
    resolve,
  };
}

function sameAddress(node: Node, url: string): boolean {
  const bare = (text: string): string => text.replace(/^https?:\/\//, '').replace(/[/?#]*$/, '');
  const main = node['mainEntityOfPage'];
  const own = [node['url'], isNode(main) ? main['@id'] : main].find((value) => typeof value === 'string');
  return own !== undefined && bare(own) === bare(url);
}

/** The strings of a value: itself, of a list, or the `name` of its objects. */
export function strings(value: unknown, resolve: (value: unknown) => unknown): string[] {
  return [value].flat(2).flatMap((item: unknown) => {
    const known = resolve(item);
    if (typeof known === 'string') return [known];
    if (typeof known === 'number') return [String(known)];
    if (!isNode(known)) return [];
    const name = known['name'] ?? known['@value'];
    return typeof name === 'string' ? [name] : [];
  });
}
