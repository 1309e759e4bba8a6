import { diagnose } from '@newsflow/stack';
import type { GlobalOptions } from '../connections.ts';
import { CliError, exitCode } from '../exit.ts';
import { writeJson, writeLine } from '../output.ts';

/** `newsflow doctor`: what this machine has and lacks, one line each, with the remedy. */
export async function doctor({ json }: GlobalOptions): Promise<void> {
  const findings = await diagnose();
  for (const finding of findings) {
    if (json) await writeJson(finding);
    else {
      const remedy = finding.ok || finding.remedy === undefined ? '' : `; ${finding.remedy}`;
      await writeLine(`${finding.ok ? 'ok     ' : 'MISSING'}  ${finding.name.padEnd(10)} ${finding.detail}${remedy}`);
    }
  }
  if (findings.some(({ ok }) => !ok)) throw new CliError(exitCode.unhealthy, 'something needed is missing, see above');
}
