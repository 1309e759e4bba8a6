/** The name that robots.txt and X-Robots-Tag know a crawler by: the user agent up to the slash. */
export const productTokenOf = (userAgent: string): string => /^[\w-]+/.exec(userAgent)?.[0] ?? 'newsflow';
