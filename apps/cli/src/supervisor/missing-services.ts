import { services } from '../services.ts';
import type { Running } from './client.ts';

/** The services of which fewer run than shall, such as "scraper (2 of 3)". */
export const missingServices = ({ counts, services: all }: Pick<Running, 'counts' | 'services'>): string[] =>
  services.flatMap((name) => {
    const runs = all.filter((service) => service.name === name && service.running).length;
    return runs < counts[name] ? [`${name} (${runs} of ${counts[name]})`] : [];
  });
