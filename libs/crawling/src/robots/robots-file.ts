import { Buffer } from 'node:buffer';

/** One `Allow` or `Disallow` line. `pattern` is ASCII: octets outside it are percent-encoded. */
export interface RobotsRule {
  readonly allow: boolean;
  readonly pattern: string;
}

/** What a robots.txt says to one crawler; plain data, so that it can be kept in a database. */
export interface RobotsRules {
  readonly rules: readonly RobotsRule[];
  /** `Crawl-delay`, an extension that RFC 9309 does not have but many sites use. */
  readonly crawlDelayMs: number | null;
  /** As written, not resolved. */
  readonly sitemaps: readonly string[];
}

/** RFC 9309 section 2.5: at least this much has to be read; the rest is ignored. */
export const robotsLimitBytes = 500 * 1024;
/** Rules longer than a URL can be are cut there, as the reference parser does. */
const lineLimitBytes = 16_663;

export const allowAll: RobotsRules = { rules: [], crawlDelayMs: null, sitemaps: [] };

type Field = 'user-agent' | 'allow' | 'disallow' | 'sitemap' | 'crawl-delay';

/** Spellings that the reference parser accepts because many sites use them. */
const fields: readonly (readonly [RegExp, Field])[] = [
  [/^(?:user-agent|useragent|user agent)/i, 'user-agent'],
  [/^allow/i, 'allow'],
  [/^(?:disallow|dissallow|dissalow|disalow|diasllow|disallaw)/i, 'disallow'],
  [/^(?:sitemap|site-map)/i, 'sitemap'],
  [/^crawl-?delay/i, 'crawl-delay'],
];

function readLine(line: string): { field: Field; value: string } | null {
  const text = (line.slice(0, lineLimitBytes).split('#', 1)[0] ?? '').trim();
  const colon = text.indexOf(':');
  // A forgotten colon is forgiven where the line has just two words.
  const words = colon < 0 ? /^(\S+)\s+(\S+)$/.exec(text) : null;
  const name = colon < 0 ? (words?.[1] ?? '') : text.slice(0, colon).trim();
  const value = colon < 0 ? (words?.[2] ?? '') : text.slice(colon + 1).trim();
  const field = fields.find(([spelling]) => spelling.test(name))?.[1];
  return field ? { field, value } : null;
}

/** A byte order mark, also an incomplete one, is not part of the first line. */
function withoutByteOrderMark(bytes: Uint8Array): Uint8Array {
  const mark = [0xef, 0xbb, 0xbf];
  let length = 0;
  while (length < mark.length && bytes[length] === mark[length]) length++;
  return bytes.subarray(length);
}

/** RFC 9309 section 2.2.2: octets outside ASCII are percent-encoded, escapes written in capitals. `text` is Latin-1, one octet a character. */
const encodePattern = (text: string): string =>
  text
    .replace(/%[0-9a-f]{2}/gi, (escape) => escape.toUpperCase())
    .replace(/[\x80-\xff]/g, (octet) => `%${octet.charCodeAt(0).toString(16).toUpperCase()}`);

/**
 * The names that a `User-agent` value stands for: its leading product token, which by RFC 9309 has no digits, and, for crawlers whose
 * name has digits all the same, the token with them.
 */
const agentNames = (value: string): readonly string[] =>
  /^\*(?:\s|$)/.test(value)
    ? ['*']
    : [/^[a-z_-]*/i, /^[\w-]*/].map((token) => (token.exec(value)?.[0] ?? '').toLowerCase());

function delayMs(value: string): number | null {
  const seconds = /^\d+(?:\.\d+)?$/.test(value) ? Number(value) : Number.NaN;
  return Number.isFinite(seconds) ? Math.round(seconds * 1000) : null;
}

/**
 * Reads a robots.txt for one crawler (RFC 9309 section 2.2): all groups that name its product token are merged, else all groups for `*`.
 * Only `Allow` and `Disallow` end a list of user agents. `Crawl-delay` does so too for itself, because sites write groups of nothing else.
 * Never throws: what is no rule is skipped.
 * @param productToken the part of the user agent before the slash, such as "newsflow"
 */
export function parseRobots(body: Uint8Array, productToken: string): RobotsRules {
  const text = Buffer.from(withoutByteOrderMark(body.subarray(0, robotsLimitBytes))).toString('latin1');
  const own = productToken.toLowerCase();
  const groups = { own: [] as RobotsRule[], any: [] as RobotsRule[] };
  const delays: { own: number | null; any: number | null } = { own: null, any: null };
  const sitemaps: string[] = [];
  let seenOwn = false;
  let agents = new Set<string>();
  let delayAgents = new Set<string>();
  let groupHasRules = false;
  let delaySeen = false;

  for (const line of text.split(/\r\n|\n|\r/)) {
    const read = readLine(line);
    if (!read) continue;
    const { field, value } = read;
    if (field === 'user-agent') {
      if (groupHasRules) agents = new Set();
      if (groupHasRules || delaySeen) delayAgents = new Set();
      groupHasRules = delaySeen = false;
      for (const name of agentNames(value)) {
        agents.add(name);
        delayAgents.add(name);
        seenOwn ||= name === own;
      }
    } else if (field === 'sitemap') {
      if (value !== '') sitemaps.push(Buffer.from(value, 'latin1').toString('utf8'));
    } else if (field === 'crawl-delay') {
      const delay = delayMs(value);
      delaySeen = true;
      if (delayAgents.has(own)) delays.own ??= delay;
      if (delayAgents.has('*')) delays.any ??= delay;
    } else if (agents.size > 0) {
      groupHasRules = true;
      // An empty value matches nothing.
      if (value === '') continue;
      const rule = { allow: field === 'allow', pattern: encodePattern(value) };
      if (agents.has(own)) groups.own.push(rule);
      if (agents.has('*')) groups.any.push(rule);
    }
  }
  return {
    rules: seenOwn ? groups.own : groups.any,
    crawlDelayMs: seenOwn ? delays.own : delays.any,
    sitemaps,
  };
}
