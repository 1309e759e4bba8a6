// The same suite as convergence.int.spec.ts, on containers.
import { describe, it } from '@jest/globals';
import { dockerVersion } from '@newsflow/stack';

process.env['NEWSFLOW_STACK'] = 'docker';
// Where continuous integration has no engine, the suite fails at its first start.
if ((await dockerVersion()) !== null || process.env['CI']) await import('./convergence.int.spec.ts');
else
  describe('on containers', () => {
    it.skip('not run: no Docker engine answers', () => undefined);
  });
