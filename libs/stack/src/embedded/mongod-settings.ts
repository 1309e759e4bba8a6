import type { Profile } from './profile.ts';
import { REPLICA_SET } from './replica-set.ts';

/** Flags of a mongod that is a replica set of its own, wherever it runs. */
export function mongodSettings(profile: Profile, port: number): string[] {
  const flags = {
    port: String(port),
    replSet: REPLICA_SET,
    oplogSize: profile === 'durable' ? '512' : '64',
    wiredTigerCacheSizeGB: '0.25',
  };
  const parameters = {
    // Statistics for the vendor's support: 100 MB of data and a second of start-up.
    diagnosticDataCollectionEnabled: false,
    // There is no other member that could take over while this one waits.
    shutdownTimeoutMillisForSignaledShutdown: 0,
  };
  return [
    '--quiet',
    '--nounixsocket',
    ...Object.entries(flags).flatMap(([name, value]) => [`--${name}`, value]),
    ...Object.entries(parameters).flatMap(([name, value]) => ['--setParameter', `${name}=${value}`]),
  ];
}
