/** Accept headers by what is asked for. */
export const accepts = {
  page: 'text/html,application/xhtml+xml,text/plain;q=0.8,*/*;q=0.1',
  feed: 'application/rss+xml,application/atom+xml,application/feed+json,application/xml;q=0.9,*/*;q=0.1',
  sitemap: 'application/xml,text/xml,text/plain;q=0.8,*/*;q=0.1',
};
