import type { IncomingHttpHeaders } from 'node:http';
import type { PageExpectation } from './expectation.ts';

/** A news site on loopback addresses, and what a scraper needs to be told in order to reach it. */
export interface Site {
  /** Host names, resolved by `dns` alone. */
  hosts: string[];
  /** `host:port` of the site's DNS server, for NEWSFLOW_FETCH_DNS. */
  dns: string;
  /** Comma list for NEWSFLOW_FETCH_ALLOW_CIDR. */
  allowCidr: string;
  /** Comma list for NEWSFLOW_FETCH_ALLOW_PORTS. */
  allowPorts: string;
  /** The content of a sources file that leads to every page. */
  sourcesYaml: string;
  /** One entry for every page; feeds, sitemaps and robots.txt are not pages. */
  expectations: PageExpectation[];
  /** Every answered request, in order of answering. */
  log: LoggedRequest[];
  stop(): Promise<void>;
}

export interface LoggedRequest {
  url: string;
  /** When the answer was sent. */
  at: Date;
  status: number;
  /** Of the request, by lower-case name. */
  headers: IncomingHttpHeaders;
}
