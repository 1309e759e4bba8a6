import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  ParentBasedSampler,
  type Sampler,
  TraceIdRatioBasedSampler,
} from '@opentelemetry/sdk-trace';

const on = new AlwaysOnSampler();
const off = new AlwaysOffSampler();
const below = (root: Sampler) => new ParentBasedSampler({ root });

/** The values of `OTEL_TRACES_SAMPLER` that OpenTelemetry's specification names for every SDK. */
const samplers: Readonly<Record<string, (ratio: number) => Sampler>> = {
  always_on: () => on,
  always_off: () => off,
  traceidratio: (ratio) => new TraceIdRatioBasedSampler(ratio),
  parentbased_always_on: () => below(on),
  parentbased_always_off: () => below(off),
  parentbased_traceidratio: (ratio) => below(new TraceIdRatioBasedSampler(ratio)),
};

/**
 * Which traces are kept. Whoever begins a trace decides for all who go on with it, so that a trace is whole or not there.
 * @param ratio `OTEL_TRACES_SAMPLER_ARG`, 0 to 1; everything where it is not given
 * @returns `problems`: what was not understood, and what is done in its place
 */
export function samplerFor(name = 'parentbased_always_on', ratio = '1'): { sampler: Sampler; problems: string[] } {
  const problems: string[] = [];
  const share = Number(ratio);
  const valid = ratio.trim() !== '' && share >= 0 && share <= 1;
  if (!valid) problems.push('OTEL_TRACES_SAMPLER_ARG is not a number from 0 to 1: 1 is used');
  const make = Object.hasOwn(samplers, name) ? samplers[name] : undefined;
  if (!make)
    problems.push(`OTEL_TRACES_SAMPLER knows ${Object.keys(samplers).join(', ')}: parentbased_always_on is used`);
  return { sampler: make?.(valid ? share : 1) ?? below(on), problems };
}
