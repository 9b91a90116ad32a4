/** Style and the widget's import rule: what decides (session, outbox, …) never knows the DOM's files. */
import js from '@eslint/js';
import globals from 'globals';
import tseslint from 'typescript-eslint';

const view = ['view', 'panel', 'messages', 'composer', 'forms', 'launcher', 'dom', 'styles'];

export default tseslint.config(
  { ignores: ['dist', 'node_modules', '*.config.*'] },
  js.configs.recommended,
  ...tseslint.configs.strict,
  {
    languageOptions: { globals: globals.browser },
    rules: {
      complexity: ['error', 12],
      'max-lines': ['error', 400],
      'max-lines-per-function': ['error', { max: 40, skipComments: true }],
      'max-params': ['error', 6],
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'Take chance from System.' },
        { object: 'Date', property: 'now', message: 'Take the time from System.' },
      ],
      'no-restricted-syntax': [
        'error',
        { selector: "AssignmentExpression[left.property.name=/^(inner|outer)HTML$/]", message: 'Text only: textContent.' },
        { selector: "CallExpression[callee.property.name='insertAdjacentHTML']", message: 'Text only: textContent.' },
      ],
    },
  },
  {
    files: ['src/{session,link,outbox,shelf,timeline,text,colour,protocol,say}.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [{ group: view.map((name) => `./${name}`), message: 'Logic knows no DOM.' }] },
      ],
    },
  },
  { files: ['tests/**'], rules: { 'max-lines-per-function': 'off', '@typescript-eslint/no-non-null-assertion': 'off' } },
  { files: ['src/system.ts'], rules: { 'no-restricted-properties': 'off' } },
);
