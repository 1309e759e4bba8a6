import { describe, expect, it } from '@jest/globals';
import { samplerFor } from './sampler.ts';

describe('the sampler', () => {
  it.each([
    [undefined, undefined, 'ParentBased{root=AlwaysOnSampler, remoteParentSampled=AlwaysOnSampler, '],
    ['always_off', undefined, 'AlwaysOffSampler'],
    ['traceidratio', '0.25', 'TraceIdRatioBased{0.25}'],
    ['parentbased_traceidratio', '0.01', 'ParentBased{root=TraceIdRatioBased{0.01}, '],
  ])('follows OTEL_TRACES_SAMPLER=%s with OTEL_TRACES_SAMPLER_ARG=%s', (name, ratio, expected) => {
    const { sampler, problems } = samplerFor(name, ratio);
    expect(sampler.toString()).toContain(expected);
    expect(problems).toEqual([]);
  });

  it.each([
    ['toString', '1', /^OTEL_TRACES_SAMPLER knows always_on, .*: parentbased_always_on is used$/],
    ['traceidratio', '2', /^OTEL_TRACES_SAMPLER_ARG is not a number from 0 to 1: 1 is used$/],
    ['traceidratio', ' ', /^OTEL_TRACES_SAMPLER_ARG/],
    ['traceidratio', 'many', /^OTEL_TRACES_SAMPLER_ARG/],
  ])('says what it does not understand: %s %s', (name, ratio, problem) => {
    const { sampler, problems } = samplerFor(name, ratio);
    expect(problems).toEqual([expect.stringMatching(problem)]);
    expect(sampler.toString()).toMatch(/AlwaysOnSampler|\{1\}/);
  });
});
