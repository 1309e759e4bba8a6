import { configurationMistakes } from './configuration.ts';
import { kafkaMistakes } from './kafka.ts';
import type { Mistake } from './mistake.ts';
import { podsMistakes } from './pods.ts';
import { scalingAndNetworkMistakes } from './scaling-and-network.ts';

export const mistakes: readonly Mistake[] = [
  ...podsMistakes,
  ...configurationMistakes,
  ...kafkaMistakes,
  ...scalingAndNetworkMistakes,
];
