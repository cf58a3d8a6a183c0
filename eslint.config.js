import { configs as lit } from 'eslint-plugin-lit';
import litA11y from 'eslint-plugin-lit-a11y';
import { configs as wc } from 'eslint-plugin-wc';
import tseslint from 'typescript-eslint';

const browser = ['src/**/*.ts', 'components/**/*.ts'];
const tests = ['**/*.test.ts', '**/*.wtr.ts', 'test/**/*.ts'];

/** What the pages must not use: each is a way for text to become markup or code. */
const unsafe = {
  paths: ['lit/directives/unsafe-html.js', 'lit/directives/unsafe-svg.js', 'lit/static-html.js'].map(
    (name) => ({
      name,
      message: 'Content is text: it is drawn as text.',
    }),
  ),
  patterns: [{ group: ['lit-html/*'], message: 'Import from lit.' }],
};
const sinks = ['innerHTML', 'outerHTML', 'srcdoc'].map((property) => ({
  property,
  message: 'Content is text: draw it with a lit template.',
}));
/** Chrome 90 is the floor: what came after it is missing on a terminal, and no build puts it there. */
const tooNew = [
  'CallExpression[callee.property.name=/^(at|findLast|findLastIndex|randomUUID|toSorted|toReversed|toSpliced)$/]',
  'CallExpression[callee.object.name="Object"][callee.property.name="hasOwn"]',
  'CallExpression[callee.name="structuredClone"]',
].map((selector) => ({
  selector,
  message: 'Chrome 90, the oldest browser of a terminal, does not have it.',
}));
const builtins = [
  'assert',
  'child_process',
  'crypto',
  'events',
  'fs',
  'fs/promises',
  'http',
  'https',
  'net',
  'os',
].concat([
  'path',
  'process',
  'stream',
  'stream/promises',
  'timers/promises',
  'url',
  'util',
  'worker_threads',
  'zlib',
]);

export default tseslint.config(
  { ignores: ['dist/', 'data/', 'coverage/', 'test-results/', '.cache/', 'node_modules/'] },
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: {
        project: [
          './tsconfig.pure.json',
          './tsconfig.browser.json',
          './tsconfig.worker.json',
          './tsconfig.node.json',
          './tsconfig.test.json',
        ],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      // `html` templates and tagged states read better with numbers in them than with String() around each.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': 'off',
      // A handler is async because its route may throw or wait, not because it does today.
      '@typescript-eslint/require-await': 'off',
      // [...text] is how a text is cut into code points here.
      '@typescript-eslint/no-misused-spread': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      // process.env['X'] shows that the name comes from outside.
      '@typescript-eslint/dot-notation': 'off',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      'no-console': 'error',
      'no-restricted-imports': [
        'error',
        {
          ...unsafe,
          paths: [...unsafe.paths, ...builtins.map((name) => ({ name, message: `Write node:${name}.` }))],
        },
      ],
      'no-restricted-properties': ['error', ...sinks],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  {
    files: browser,
    extends: [wc['flat/recommended'], wc['flat/best-practice'], lit['flat/recommended']],
    plugins: { 'lit-a11y': litA11y },
    rules: {
      ...litA11y.configs.recommended.rules,
      'lit/no-template-map': 'off',
      // Lit's own lifecycle and decorators already do what these two ask for.
      'wc/guard-super-call': 'off',
      'wc/no-constructor-params': 'error',
    },
  },
  {
    files: browser,
    // The hub alone reads schemas and content files.
    ignores: [...tests, 'src/model/schema/**', 'src/model/content/**'],
    rules: { 'no-restricted-syntax': ['error', ...tooNew] },
  },
  {
    files: ['hub/**/*.ts', 'tools/**/*.ts', 'bench/**/*.ts', ...tests],
    rules: { 'no-console': 'off' },
  },
  {
    files: tests,
    rules: {
      // node:test returns promises nobody needs to wait for, and a test may know what it put in.
      '@typescript-eslint/no-floating-promises': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unused-expressions': 'off',
      '@typescript-eslint/no-unnecessary-condition': 'off',
      // Answers are read as they come over the wire.
      ...Object.fromEntries(
        ['assignment', 'member-access', 'argument', 'call', 'return'].map((use) => [
          `@typescript-eslint/no-unsafe-${use}`,
          'off',
        ]),
      ),
    },
  },
);
