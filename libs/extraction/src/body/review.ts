import type { Decision } from './select.ts';

const isHeading = ({ block }: Decision): boolean => /^h[1-6]$/.test(block.container.tag);
/** A title that is longer, or a sentence, is no line above the text. */
const openingWords = 12;

/** Takes out the headline above the first sentence: it is a field of its own. */
function dropHeadline(decisions: readonly Decision[]): Decision[] {
  const firstSentence = decisions.findIndex(
    ({ keep, block }) => keep && block.sentenceEnds > 0 && block.words > openingWords,
  );
  return decisions.map((decision, index) =>
    decision.keep && index < firstSentence && decision.block.container.tag === 'h1'
      ? { ...decision, keep: false, rule: 'headline' }
      : decision,
  );
}

/** Takes out headings without text below them. */
function dropEmptySections(decisions: readonly Decision[]): Decision[] {
  let textFollows = false;
  return decisions
    .toReversed()
    .map((decision) => {
      if (!decision.keep) return decision;
      if (!isHeading(decision)) textFollows = true;
      return textFollows ? decision : { ...decision, keep: false, rule: 'heading-without-text' };
    })
    .reverse();
}

/** What needs no score, only a look at what was kept. */
export const review = (decisions: readonly Decision[]): Decision[] => dropEmptySections(dropHeadline(decisions));
