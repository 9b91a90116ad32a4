/** Style and the front end's import rule: app → features → { live | api | ui }, and features never know each other. */
import js from '@eslint/js';
import hooks from 'eslint-plugin-react-hooks';
import globals from 'globals';
import tseslint from 'typescript-eslint';

const features = ['inbox', 'routing', 'customer', 'board', 'admin', 'setup', 'twin', 'me', 'flows', 'phone'];

const forbid = (groups, message) => ({
  'no-restricted-imports': ['error', { patterns: [{ group: groups, message }] }],
});

const layer = (name, groups, message) => ({ files: [`src/${name}/**/*.{ts,tsx}`], rules: forbid(groups, message) });

export default tseslint.config(
  { ignores: ['dist', 'widget', 'node_modules', 'src/api/schema.d.ts', 'tools', '*.config.*'] },
  js.configs.recommended,
  ...tseslint.configs.strict,
  hooks.configs.flat.recommended,
  {
    languageOptions: { globals: globals.browser },
    rules: {
      complexity: ['error', 14],
      'max-lines': ['error', 400],
      'max-params': ['error', 6],
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'Use ui/ids, so that tests can fix it.' },
      ],
      '@typescript-eslint/no-invalid-void-type': 'off',
      'react-hooks/incompatible-library': 'off',
    },
  },
  layer('ui', ['@/app/*', '@/features/*', '@/api/*', '@/live/*'], 'ui knows no other layer.'),
  layer('api', ['@/app/*', '@/features/*', '@/ui/*', '@/live/*'], 'api knows no other layer.'),
  layer('live', ['@/app/*', '@/features/*', '@/ui/*', '@/api/*'], 'live knows no other layer.'),
  ...features.map((name) =>
    layer(
      `features/${name}`,
      ['@/app/*', '../../app/*', ...features.filter((f) => f !== name).flatMap((f) => [`@/features/${f}`, `@/features/${f}/*`, `../${f}/*`])],
      'A feature imports live, api and ui only.',
    ),
  ),
);
