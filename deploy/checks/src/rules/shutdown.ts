import { closingLimitMs, settings } from '@newsflow/runtime';
import { deployedServices, environmentOf, type Rule } from '../kubernetes/overlay.ts';

/** Kubernetes' own value. */
const defaultGraceS = 30;

/** Kubernetes kills a pod only after it had the time to end by itself. */
export const shutdown: Rule = (overlay) =>
  deployedServices(overlay).flatMap(({ service, pod, container }) => {
    const environment = environmentOf(container, overlay.objects);
    const drainMs = Number(environment['NEWSFLOW_DRAIN_LIMIT_MS'] ?? settings[service].drainLimitMs.default);
    const sleepS = container.lifecycle?.preStop?.sleep?.seconds;
    const graceS = pod.terminationGracePeriodSeconds ?? defaultGraceS;
    const neededS = (sleepS ?? 0) + (drainMs + closingLimitMs) / 1000;
    return [
      ...(sleepS === undefined ? [`${service}: has no preStop sleep`] : []),
      ...(graceS > neededS ? [] : [`${service}: may take ${neededS} s to stop and is killed after ${graceS} s`]),
    ];
  });
