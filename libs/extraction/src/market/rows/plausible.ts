/** A name, not a sentence: few words, few lower-case function words. */
export const isPlausibleName = (name: string): boolean =>
  name.length <= 60 && !/[!?;]|\b(?:is|are|was|the|and then|with|for)\b/iu.test(name);
