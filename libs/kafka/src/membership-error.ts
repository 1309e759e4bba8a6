/**
 * A commit or a heartbeat was not accepted. `fenced`: others own the partition by now; `rebalancing`: it may still be
 * committed, then the group wants us to join again; `unreachable`: not known.
 */
export class MembershipError extends Error {
  constructor(
    readonly kind: 'fenced' | 'rebalancing' | 'unreachable',
    message: string,
    options: { readonly cause: unknown },
  ) {
    super(message, options);
    this.name = 'MembershipError';
  }
}
