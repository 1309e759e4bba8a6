import { describe, expect, it } from '@jest/globals';
import { sourceSetting } from './choose-source.ts';

describe('NEWSFLOW_STACK', () => {
  it('names the source of what the environment does not have', () => {
    expect(sourceSetting({ NEWSFLOW_STACK: 'docker' })).toBe('docker');
    expect(sourceSetting({ NEWSFLOW_STACK: 'embedded' })).toBe('embedded');
    expect(sourceSetting({ NEWSFLOW_STACK: ' ' })).toBeNull();
    expect(sourceSetting({})).toBeNull();
  });

  it('is refused when it is neither, with the remedy', () => {
    expect(() => sourceSetting({ NEWSFLOW_STACK: 'podman' })).toThrow(
      'NEWSFLOW_STACK=podman is neither embedded nor docker: correct it, or unset it to use what this machine has.',
    );
  });
});
