import { stringify } from 'yaml';
import { autoscaling } from './autoscaling.ts';
import { parseInstallation } from './installation.ts';
import { kafkaTopics } from './kafka-topics.ts';
import { kafkaUsers } from './kafka-users.ts';

const heading =
  '# Made by `node tools/generate.mjs` from libs/contracts and ../installation.yaml; a test fails when it is out of date.\n';

function document(objects: readonly object[]): string {
  return heading + objects.map((object) => stringify(object, { lineWidth: 0 })).join('---\n');
}

/**
 * What is generated for an overlay: file names below its folder `generated` with their content.
 * @param installationYaml the content of its `installation.yaml`
 */
export function manifestsOf(installationYaml: string): ReadonlyMap<string, string> {
  const installation = parseInstallation(installationYaml);
  const scaling = autoscaling(installation);
  return new Map([
    ['kafka-topics.yaml', document(kafkaTopics(installation))],
    ['kafka-users.yaml', document(kafkaUsers(installation))],
    ...(scaling.length > 0 ? ([['autoscaling.yaml', document(scaling)]] as const) : []),
  ]);
}
