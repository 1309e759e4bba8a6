import { maxDepth, UnreadableDiscoveryError } from './discovery.ts';

const skipped = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
] as const;

/**
 * Refuses what makes XML parsers slow or dangerous before one sees it: a document type with declarations in it (or a second one), and deep nesting.
 * One pass over the text. Returns it without its document type.
 * Throws {@link UnreadableDiscoveryError} `doctype` or `too-deep`.
 */
export function checkNesting(xml: string): string {
  let text = xml;
  let depth = 0;
  let doctypes = 0;
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at + 1)) {
    const section = skipped.find(([start]) => text.startsWith(start, at));
    const end = section ? text.indexOf(section[1], at + section[0].length) : text.indexOf('>', at);
    if (end < 0) break;
    if (!section && /^<!doctype/i.test(text.slice(at, at + 9))) {
      doctypes += 1;
      if (doctypes > 1 || text.slice(at, end).includes('[')) throw new UnreadableDiscoveryError('doctype');
      text = text.slice(0, at) + text.slice(end + 1);
      at -= 1;
      continue;
    }
    if (!section && text[at + 1] === '/') depth = Math.max(0, depth - 1);
    else if (!section && text[end - 1] !== '/') depth += 1;
    if (depth > maxDepth) throw new UnreadableDiscoveryError('too-deep');
    at = end;
  }
  return text;
}
