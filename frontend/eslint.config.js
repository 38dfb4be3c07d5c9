import hooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['dist', 'dist-demo', 'e2e/shots'] },
  ...tseslint.configs.strict,
  { files: ['**/*.{ts,tsx}'], ...hooks.configs.flat['recommended-latest'] },
  {
    files: ['src/core/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: ['**/components/**', '**/hooks/**', 'react', 'react-dom', 'react/*'],
              message: 'core is pure TypeScript and knows no page.',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['src/components/ui/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: ['**/useCellhive', '**/core/store', '**/core/api/client'],
              message: 'ui is told what to show and knows no server.',
            },
          ],
        },
      ],
    },
  },
);
