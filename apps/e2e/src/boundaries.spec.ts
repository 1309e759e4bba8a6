import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { ESLint } from 'eslint';

const root = fileURLToPath(new URL('../../../', import.meta.url));
/** Only the import rules, by the project's own configuration; the text is never written to disk. */
async function refusals(file: string, code: string): Promise<string[]> {
  const eslint = new ESLint({
    cwd: root,
    ruleFilter: ({ ruleId }) => ruleId === 'no-restricted-imports',
    // The import rules need no types; without them the text needs no file on disk.
    overrideConfig: { files: ['**/*.ts'], languageOptions: { parserOptions: { project: null } } },
  });
  const [result] = await eslint.lintText(code, { filePath: `${root}${file}` });
  const fatal = result?.messages.filter((message) => message.fatal) ?? [];
  if (!result || fatal.length > 0) throw new Error(`lint could not read ${file}: ${fatal[0]?.message ?? 'ignored'}`);
  return result.messages.flatMap(({ ruleId }) => ruleId ?? []);
}

const place = {
  contract: 'libs/contracts/src/index.ts',
  domain: 'libs/extraction/src/index.ts',
  kafka: 'libs/kafka/src/index.ts',
  messaging: 'libs/messaging/src/index.ts',
  store: 'apps/store/src/main.ts',
  cli: 'apps/cli/src/main.ts',
  domainTest: 'libs/extraction/src/extract.spec.ts',
};

describe('import rules (docs/architecture.md)', () => {
  it.each([
    ['a contract importing a library of ours', place.contract, "import '@newsflow/kafka';"],
    ['domain code importing Kafka', place.domain, "import 'kafkajs';"],
    ['domain code importing Nest', place.domain, "import '@nestjs/common';"],
    ['domain code importing MongoDB', place.domain, "import 'mongoose';"],
    ['domain code reading files', place.domain, "import 'node:fs/promises';"],
    ['domain code importing a platform library', place.domain, "import '@newsflow/runtime';"],
    ['libs/kafka importing Nest', place.kafka, "import '@nestjs/common';"],
    ['libs/messaging importing the Kafka client', place.messaging, "import 'kafkajs';"],
    ['an app importing the Kafka client', place.store, "import 'kafkajs';"],
    ['an app importing an app', place.store, "import '@newsflow/scraper';"],
    ['an app importing another project by its path', place.store, "import '../../../libs/kafka/src/index.ts';"],
    ['the command line importing mongoose', place.cli, "import 'mongoose';"],
    ['code importing test helpers outside a test', place.store, "import '@newsflow/testing';"],
    ['a package nobody has allowed', place.cli, "import 'left-pad';"],
  ])('refuse %s', async (_name, file, code) => {
    expect(await refusals(file, code)).toEqual(['no-restricted-imports']);
  });

  it.each([
    ['domain code importing the contract', place.domain, "import '@newsflow/contracts';"],
    ['a test importing test helpers', place.domainTest, "import '@newsflow/testing';"],
    ['libs/kafka importing the Kafka client', place.kafka, "import 'kafkajs';"],
    ['an app importing domain-free platform code', place.store, "import '@newsflow/messaging';"],
    ['files of the same project', place.store, "import './other.ts';"],
  ])('allow %s', async (_name, file, code) => {
    expect(await refusals(file, code)).toEqual([]);
  });
});
