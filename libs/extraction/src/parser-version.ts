/**
 * Grows by one with every change of what an extraction holds for the same bytes. In a module of its own: who only needs
 * to know the version does not load word lists of tens of MiB with it.
 */
export const parserVersion = 4;
