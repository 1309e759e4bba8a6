import { type LabelSelector, matches, ofKind } from '../kubernetes/objects.ts';
import { type DeployedService, deployedServices, type Overlay, type Rule } from '../kubernetes/overlay.ts';

const spreadKeys = ['topology.kubernetes.io/zone', 'kubernetes.io/hostname'];

function budget({ service, deployment }: DeployedService, { objects }: Overlay): string[] {
  const { labels } = deployment.spec.template.metadata;
  const budgets = ofKind(objects, 'PodDisruptionBudget').filter(({ spec }) => matches(spec.selector, labels));
  const [only] = budgets;
  if (budgets.length !== 1)
    return [`${service}: ${budgets.length} PodDisruptionBudgets select its pods instead of one`];
  return only?.spec.maxUnavailable === 1 ? [] : [`${service}: its PodDisruptionBudget does not say maxUnavailable: 1`];
}

function spread({ service, deployment, pod }: DeployedService): string[] {
  const selects = (selector: LabelSelector = {}) => matches(selector, deployment.spec.template.metadata.labels);
  return spreadKeys.flatMap((key) => {
    const constraint = pod.topologySpreadConstraints?.find(({ topologyKey }) => topologyKey === key);
    if (!constraint) return [`${service}: is not spread over ${key}`];
    return [
      ...(selects(constraint.labelSelector) ? [] : [`${service}: what is spread over ${key} are not its own pods`]),
      ...(constraint.whenUnsatisfiable === 'ScheduleAnyway'
        ? []
        : [`${service}: cannot start where ${key} is missing`]),
    ];
  });
}

function rollout({ service, deployment }: DeployedService): string[] {
  const { strategy } = deployment.spec;
  const { maxSurge, maxUnavailable } = strategy?.rollingUpdate ?? {};
  return strategy?.type === 'RollingUpdate' && maxSurge === 1 && maxUnavailable === 0
    ? []
    : [`${service}: is not rolled out one new pod at a time before an old one goes`];
}

/** A node that is emptied, a zone that fails, a new version: most of the pods go on. */
export const disruption: Rule = (overlay) =>
  deployedServices(overlay).flatMap((deployed) => [
    ...budget(deployed, overlay),
    ...spread(deployed),
    ...rollout(deployed),
  ]);
