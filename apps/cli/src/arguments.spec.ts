import { expect, it } from '@jest/globals';
import { Command } from 'commander';
import { registerDlq } from './dlq/register.ts';

it.each([['--reason'], ['--source']])('dlq takes no empty %s: it would filter nothing', async (option) => {
  const messages: string[] = [];
  const dlq = new Command('dlq').exitOverride().configureOutput({ writeErr: (text) => messages.push(text) });
  registerDlq(dlq, () => ({ json: false }));
  for (const command of dlq.commands) command.copyInheritedSettings(dlq);
  await expect(dlq.parseAsync(['drop', option, ''], { from: 'user' })).rejects.toThrow('It is empty.');
});
