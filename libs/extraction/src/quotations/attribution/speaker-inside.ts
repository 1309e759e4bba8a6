import { attributionAfter } from './after.ts';
import { type Attribution, namesSomebody } from './attribution.ts';
import type { Range } from '../draft.ts';
import type { Lexicon } from '../grammar/lexicon.ts';
import { type Sentence } from '../text/sentences.ts';
import { isText } from '../text/tokens.ts';

const opens = [',', '—', '–', '!', '?'];

/** A speaker named between the marks, as French does: « Le pont est cher, dit Odile Castan, mais … ». */
export interface SpeakerInside {
  readonly attribution: Attribution;
  /** What is left of the quotation on either side, without the marks. */
  readonly parts: readonly Range[];
}

/** @param tokens what stands between the marks */
export function speakerInside(tokens: Sentence, lexicon: Lexicon): SpeakerInside | null {
  for (let at = 1; at < tokens.length - 1; at++) {
    if (!isText(tokens[at], ...opens)) continue;
    const attribution = attributionAfter(tokens, at, lexicon);
    const { cue, speaker } = attribution ?? {};
    if (!attribution || !cue?.speech || !speaker || speaker.from <= at || cue.from > at + 3) continue;
    if (!namesSomebody(tokens, speaker, lexicon)) continue;
    const close = Math.max(cue.to, speaker.to);
    const next = tokens[close];
    if (next && !isText(next, ',', '.', '—', '–', ';', ':')) continue;
    const after = tokens.slice(close + 1, close + 4).find(({ text }) => !opens.includes(text));
    const [first, before, last] = [tokens[0], tokens[at - 1], tokens.at(-1)];
    if (!first || !before || !last) return null;
    const head = {
      start: first.start,
      end: isText(tokens[at], '!', '?') ? (tokens[at]?.end ?? before.end) : before.end,
    };
    return { attribution, parts: after ? [head, { start: after.start, end: last.end }] : [head] };
  }
  return null;
}
