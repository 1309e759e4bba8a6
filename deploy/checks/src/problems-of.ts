import type { Overlay, Rule } from './kubernetes/overlay.ts';
import { disruption } from './rules/disruption.ts';
import { images } from './rules/images.ts';
import { kafkaTopics, kafkaUsers } from './rules/kafka.ts';
import { network } from './rules/network.ts';
import { pods } from './rules/pods.ts';
import { probes } from './rules/probes.ts';
import { references } from './rules/references.ts';
import { resources } from './rules/resources.ts';
import { scaling } from './rules/scaling.ts';
import { secrets } from './rules/secrets.ts';
import { settings } from './rules/settings.ts';
import { shutdown } from './rules/shutdown.ts';

const rules = {
  disruption,
  images,
  kafkaTopics,
  kafkaUsers,
  network,
  pods,
  probes,
  references,
  resources,
  scaling,
  secrets,
  settings,
  shutdown,
} as const satisfies Record<string, Rule>;

export type RuleName = keyof typeof rules;

/** What is wrong with a rendered overlay beyond what its schemas say, each with the name of the rule that found it. */
export function problemsOf(overlay: Overlay): { rule: RuleName; problem: string }[] {
  return Object.entries(rules).flatMap(([rule, look]) =>
    look(overlay).map((problem) => ({ rule: rule as RuleName, problem })),
  );
}
