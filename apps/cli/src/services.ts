import type { Service } from '@newsflow/contracts';

/** The services of an installation, in the order in which a page passes them. */
export const services = ['scraper', 'parser', 'store'] as const satisfies readonly Service[];
