export type { StackPart } from './embedded/part.ts';
export type { Profile } from './embedded/profile.ts';
export { freePort } from './processes/free-port.ts';
export { ProvisionError, type ProvisionErrorCode, StackError } from './stack-error.ts';
export { type Stack, type StackOptions, type StackProcess, startStack } from './start-stack.ts';
export { startFolderSite } from './site/folder-site.ts';
export { startSampleSite } from './site/sample-site.ts';
export type { ArticleExpectation, MarketQuoteExpectation, PageExpectation, Site } from './site/site.ts';
