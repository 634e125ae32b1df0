import js from '@eslint/js'
import tseslint from 'typescript-eslint'

export default tseslint.config(
  { ignores: ['dist', 'node_modules', 'coverage', 'reports', 'docs/api'] },
  js.configs.recommended,
  ...tseslint.configs.strict,
  {
    rules: {
      // The hot path indexes typed arrays whose bounds its own code keeps.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      'no-restricted-syntax': [
        'error',
        {
          selector: "CallExpression[callee.object.name='process'][callee.property.name='exit']",
          message: 'Set process.exitCode: exit() cuts a pipe (design 7).',
        },
        {
          selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
          message: 'Every draw comes from a named stream or a keyed hash (design 4).',
        },
      ],
    },
  },
  {
    files: ['bench/**/*.js', 'bin/**/*.js', 'examples/**/*.js', '*.cjs'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        performance: 'readonly',
        module: 'writable',
        URL: 'readonly',
        globalThis: 'readonly',
        setTimeout: 'readonly',
      },
    },
  },
)
