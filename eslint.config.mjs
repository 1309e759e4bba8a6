import js from '@eslint/js';
import tseslint from 'typescript-eslint';
import boundaries from './tools/boundaries.mjs';

export default tseslint.config(
  { ignores: ['**/dist/**', '**/node_modules/**', '.nx/**'] },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { project: 'tsconfig.check.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
    },
  },
  {
    files: ['**/*.mjs', 'bin/*'],
    languageOptions: {
      globals: { Buffer: 'readonly', console: 'readonly', performance: 'readonly', process: 'readonly' },
    },
  },
  ...boundaries,
);
