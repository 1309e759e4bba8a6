// npm test: installs and builds what is missing, then runs every check that fits into a few minutes.
//   npm test                 everything
//   npm test -- unit         only the steps whose name is given (style, lint, unit, integration, e2e)
import { bin, nx, runSteps } from './run-steps.mjs';

await runSteps([
  { name: 'style', commands: [[bin('prettier'), '--check', '--log-level', 'warn', '.'], [bin('knip')]] },
  {
    name: 'lint',
    commands: [
      [bin('tsc'), '-p', 'tsconfig.check.json'],
      [bin('eslint'), '--max-warnings', '0', '.'],
    ],
  },
  { name: 'unit', commands: [nx(['test'])] },
  // Three projects with two suites each: these mostly wait for Kafka and MongoDB.
  { name: 'integration', commands: [nx(['integration'], '--exclude', '@newsflow/e2e', '--parallel', '3')] },
  { name: 'e2e', commands: [nx(['integration'], '--projects', '@newsflow/e2e')] },
]);
