/** The import table of docs/architecture.md, as rules. */

const features = '^src/kiosk/([^/]+)/';
const tests = '[.](test|wtr)[.]ts$|^components/testing/';
const ours = '^(src|components|hub|tools|test|bench|kiosk-config)/';

/** `from` may import from our own folders only what `may` names, and itself. */
const room = (name, from, may) => ({
  name,
  comment: 'See the table in docs/architecture.md.',
  severity: 'error',
  from: { path: from, pathNot: tests },
  to: { path: ours, pathNot: [from, ...may] },
});

module.exports = {
  forbidden: [
    room('model-is-pure', '^src/model/', []),
    room('components-are-dumb', '^components/', []),
    room('api', '^src/api/', ['^src/model/']),
    room('local', '^src/local/', ['^src/model/']),
    room('devices', '^src/devices/', ['^src/model/']),
    room('access', '^src/access/', ['^src/model/', '^components/']),
    room('sync', '^src/sync/', ['^src/(model|api|local)/']),
    room('kiosk', '^src/kiosk/', ['^src/(model|local|sync|devices|access)/', '^components/']),
    room('phone', '^src/phone/', ['^src/(model|api|access)/', '^src/devices/qr-code[.]ts$', '^components/']),
    room('display', '^src/display/', ['^src/(model|local|sync|devices|access)/', '^components/']),
    room('staff', '^src/staff/', ['^src/(model|api|access|devices)/', '^components/']),
    room('service-worker', '^src/sw/', ['^src/model/']),
    room('hub', '^hub/', [
      '^src/model/',
      '^src/access/messages/([a-z-]+-print|fleet-alerts|exchange-columns)[.]ts$',
    ]),
    room('tools', '^tools/', ['^hub/', '^src/model/']),
    {
      name: 'model-imports-no-platform',
      comment: 'Rules run in the hub, the terminal and a worker alike.',
      severity: 'error',
      from: { path: '^src/model/', pathNot: tests },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'components-only-lit',
      severity: 'error',
      from: { path: '^components/', pathNot: tests },
      to: { path: 'node_modules/', pathNot: 'node_modules/(lit|@lit)/' },
    },
    {
      name: 'browser-without-node',
      severity: 'error',
      from: { path: '^(src|components)/', pathNot: tests },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'hub-without-dom',
      severity: 'error',
      from: { path: '^hub/', pathNot: tests },
      to: { path: 'node_modules/(lit|@lit|idb|workbox-[^/]+)/' },
    },
    {
      name: 'schemas-as-types-only',
      comment:
        'zod is too heavy for a first screen: browser code imports types from src/model/schema, never values. The staff’s pages make forms of the schemas, and load them with the desk that does.',
      severity: 'error',
      from: { path: '^src/(api|local|sync|devices|access|kiosk|phone|display|sw)/', pathNot: tests },
      to: {
        path: '^src/model/(schema/|content/(?!tiles[.]ts$))|node_modules/zod/',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'rules-without-zod',
      comment: 'The rules are what a terminal loads.',
      severity: 'error',
      from: { path: '^src/model/[^/]+[.]ts$', pathNot: tests },
      to: { path: '^src/model/schema/|node_modules/zod/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'features-apart',
      comment: "A feature never imports another feature's inside; the shell knows features by their entry.",
      severity: 'error',
      from: { path: features, pathNot: ['^src/kiosk/shell/', tests] },
      to: { path: '^src/kiosk/[^/]+/', pathNot: ['^src/kiosk/$1/', '^src/kiosk/shell/'] },
    },
    {
      name: 'nothing-imports-tests',
      severity: 'error',
      from: { path: '^(src|components|hub|tools)/', pathNot: tests },
      to: { path: `^(test|bench)/|${tests}` },
    },
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-missing-package',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '[?]' },
    },
    {
      name: 'no-development-packages',
      comment: 'A hub is installed without them.',
      severity: 'error',
      from: { path: '^(src|components|hub)/', pathNot: tests },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|data|coverage|test-results|[.]cache)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'browser', 'default', 'types'],
    },
    cache: { folder: '.cache/dependency-cruiser', strategy: 'content' },
  },
};
