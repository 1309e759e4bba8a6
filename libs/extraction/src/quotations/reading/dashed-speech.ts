import { speakerInside, type SpeakerInside } from '../attribution/speaker-inside.ts';
import type { Lexicon } from '../grammar/lexicon.ts';
import type { Sentence } from '../text/sentences.ts';
import { isText } from '../text/tokens.ts';

const longest = 200;

/** A paragraph of speech that a dash opens: "—El puente es caro —dijo Quiroga—, pero es necesario." Not a list, which names no speaker. */
export function dashedSpeech(
  sentences: readonly Sentence[],
  lexicon: Lexicon,
): (SpeakerInside & { readonly tokens: Sentence }) | null {
  if (!isText(sentences[0]?.[0], '—', '–')) return null;
  const tokens = sentences.flat().slice(1, longest);
  const found = speakerInside(tokens, lexicon);
  return found && { ...found, tokens };
}
