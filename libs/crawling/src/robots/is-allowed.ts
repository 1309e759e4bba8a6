import { findSegment } from './find-segment.ts';
import type { RobotsRule, RobotsRules } from './robots-file.ts';

/** RFC 9309 section 2.2.3: `*` is any run of characters, `$` at the end anchors. Linear in path and pattern. */
function matches(path: string, pattern: string): boolean {
  const anchored = pattern.endsWith('$');
  const segments = (anchored ? pattern.slice(0, -1) : pattern).split('*');
  const first = segments[0] ?? '';
  if (!path.startsWith(first)) return false;
  if (segments.length === 1) return !anchored || path.length === first.length;
  const last = anchored ? (segments.pop() ?? '') : '';
  let position = first.length;
  for (const segment of segments.slice(1)) {
    // The leftmost place leaves the most room for what follows.
    const found = findSegment(path, segment, position);
    if (found < 0) return false;
    position = found + segment.length;
  }
  return path.length - position >= last.length && path.endsWith(last);
}

/** `Allow: /news/index.html` also means `/news/`, as the reference matcher has it. */
function matchedLength({ allow, pattern }: RobotsRule, path: string): number {
  if (matches(path, pattern)) return pattern.length;
  const slash = pattern.lastIndexOf('/');
  if (!allow || slash < 0 || !pattern.startsWith('/index.htm', slash)) return 0;
  return matches(path, `${pattern.slice(0, slash + 1)}$`) ? slash + 2 : 0;
}

/** RFC 9309 section 2.2.2: the longest pattern decides; of equal ones `Allow`. */
function allowedAsWritten(rules: readonly RobotsRule[], path: string): boolean {
  let allow = 0;
  let disallow = 0;
  for (const rule of rules) {
    if (rule.pattern.length <= (rule.allow ? allow : disallow)) continue;
    const length = matchedLength(rule, path);
    if (rule.allow) allow = Math.max(allow, length);
    else disallow = Math.max(disallow, length);
  }
  return allow >= disallow;
}

/** RFC 3986 section 6.2.2.2. */
const decodeUnreserved = (text: string): string =>
  text.replace(/%[0-9a-f]{2}/gi, (escape) => {
    const character = String.fromCharCode(parseInt(escape.slice(1), 16));
    return /[A-Za-z0-9\-._~]/.test(character) ? character : escape.toUpperCase();
  });

/**
 * May this path be fetched? RFC 9309 decodes escapes of unreserved characters before the comparison, the reference matcher does not:
 * only what both readings allow is allowed.
 * @param path path and query of the URL, percent-encoded, without the fragment
 */
export function isAllowed({ rules }: RobotsRules, path: string): boolean {
  if (path === '/robots.txt') return true;
  if (!allowedAsWritten(rules, path)) return false;
  const decodedPath = decodeUnreserved(path);
  const decoded = rules.map(({ allow, pattern }) => ({ allow, pattern: decodeUnreserved(pattern) }));
  const same = decodedPath === path && decoded.every(({ pattern }, index) => pattern === rules[index]?.pattern);
  return same || allowedAsWritten(decoded, decodedPath);
}
