import { sourceChange } from '@newsflow/crawling';
import { CliError, exitCode } from '../exit.ts';
import { say } from '../output.ts';
import { withStored } from './stored.ts';

/** `newsflow sources disable ID`. */
export function disableSource(id: string): Promise<void> {
  return withStored(async (stored) => {
    const { disabledBy } = await stored.find(id);
    if (disabledBy === 'file') say(`${id} is disabled: it is gone from the sources file`);
    const change = sourceChange({ enabled: false, disabledBy: 'command' });
    const { matchedCount } = await stored.sources.updateOne({ _id: id, disabledBy: null }, change);
    if (disabledBy !== 'file') say(matchedCount > 0 ? `${id} is disabled` : `${id} was disabled already`);
  });
}

/** `newsflow sources enable ID`. */
export function enableSource(id: string): Promise<void> {
  return withStored(async (stored) => {
    const { disabledBy } = await stored.find(id);
    if (disabledBy === 'file') {
      throw new CliError(exitCode.refused, `${id} is gone from the sources file: put it back there, or add it anew`);
    }
    const change = sourceChange({ enabled: true, disabledBy: null });
    const { matchedCount } = await stored.sources.updateOne({ _id: id, disabledBy: 'command' }, change);
    say(matchedCount > 0 ? `${id} is enabled` : `${id} was enabled already`);
  });
}
