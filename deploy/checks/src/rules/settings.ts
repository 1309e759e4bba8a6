import { ConfigurationError, readSettings } from '@newsflow/runtime';
import {
  allContainers,
  type DeployedService,
  deployedServices,
  environmentOf,
  type Overlay,
  type Rule,
} from '../kubernetes/overlay.ts';

/** Settings that exist for tests: they let the scraper into private networks. */
const testOnly = /^NEWSFLOW_FETCH_(ALLOW_|DNS)/;
const unreadableFile = /^(\w+) must be the name of a file that /;

/** What the service itself would say at its start. Its files are not here: `files` looks whether they will be there. */
function refused({ service }: DeployedService, environment: Record<string, string>): string[] {
  try {
    readSettings(service, environment);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return error.problems.filter((problem) => !unreadableFile.test(problem)).map((problem) => `${service}: ${problem}`);
  }
}

function problems(deployed: DeployedService, { objects, production }: Overlay): string[] {
  return allContainers(deployed.pod).flatMap((container) => {
    const environment = environmentOf(container, objects);
    const forTests = production ? Object.keys(environment).filter((name) => testOnly.test(name)) : [];
    return [
      ...refused(deployed, environment),
      ...forTests.map((name) => `${deployed.service}: ${name} is for tests and stands in a production overlay`),
    ];
  });
}

/** Every container starts with its settings, and production with none that is for tests. */
export const settings: Rule = (overlay) => [
  ...new Set(deployedServices(overlay).flatMap((deployed) => problems(deployed, overlay))),
];
