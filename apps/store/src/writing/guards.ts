import type { Guard, OutcomeGuard } from '../schema/documents.ts';

// MongoDB compares documents field by field in their order: it must be the same in every guard of a kind.

export const guardOf = (event: { version: number; parserVersion?: number | undefined }, tie: string): Guard => ({
  version: event.version,
  parserVersion: event.parserVersion ?? 0,
  tie,
});

export const outcomeGuardOf = (
  event: { outcome: string; parserVersion?: number | undefined },
  tie: string,
): OutcomeGuard => ({
  rank: event.outcome === 'dead-letter' ? 0 : 1,
  parserVersion: event.parserVersion ?? 0,
  tie,
});
