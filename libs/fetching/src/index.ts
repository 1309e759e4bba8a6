export { accepts } from './accepts.ts';
export { contentCodings, inflate, publishedBody } from './body.ts';
export { FetchFailure } from './fetch-failure.ts';
export { fetchRobots } from './fetch-robots.ts';
export { Fetcher, type Gate, type Redirect } from './fetcher.ts';
export { HostPace } from './host-pace.ts';
export { header, type HttpAnswer, HttpClient } from './http-client.ts';
export { NameResolver } from './name-resolver.ts';
export { readDiscovery } from './read-discovery.ts';
