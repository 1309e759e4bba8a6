import { addresseeAfter } from '../attribution/addressee.ts';
import type { Attribution } from '../attribution/attribution.ts';
import type { Lexicon } from '../grammar/lexicon.ts';
import { isQuotedName, pronounOf } from '../grammar/word-classes.ts';
import type { Sentence } from '../text/sentences.ts';
import { isText } from '../text/tokens.ts';

/** What stands between a cue and the marks behind it. */
export interface Gap {
  /** Nothing but an addressee, time, place, comma or colon stands between cue and mark. */
  readonly adjacent: boolean;
  readonly colon: boolean;
}

export function gapBetween(sentence: Sentence, before: Attribution, at: number, lexicon: Lexicon): Gap {
  let from = before.cue.to;
  if (before.speaker && before.speaker.from >= before.cue.to && before.speaker.to <= at) from = before.speaker.to;
  const last = sentence[at - 1];
  const length = at - from;
  const colon = isText(last, ':');
  if (length <= 0) return { adjacent: true, colon };
  const inner = sentence.slice(from, at);
  // "sagte dem Magazin „Blick“: „…“": the first marks hold a name.
  if (inner.some((token, i) => token.kind === 'quotation' && !isQuotedName(sentence, from + i, lexicon)))
    return { adjacent: false, colon };
  // German: "bezeichnete das mit den Worten „…“"
  if (last?.lower === 'worten') return { adjacent: true, colon };
  if (inner.every((token) => token.kind === 'punctuation' || lexicon.complementizers.has(token.lower)))
    return { adjacent: true, colon };
  if (colon) return { adjacent: true, colon };
  if (!isText(last, ',')) {
    const addressee = addresseeAfter(sentence, from, before.cue.lemma, lexicon);
    return { adjacent: addressee?.to === at, colon };
  }
  const clause = inner.some((token) => lexicon.complementizers.has(token.lower) || pronounOf(token, lexicon) !== null);
  return { adjacent: !clause && length < 18, colon };
}
