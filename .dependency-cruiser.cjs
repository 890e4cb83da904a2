/**
 * The folders of src/ from the ground up: each imports from those before it, never from those after it, so there are no cycles
 * of folders. docs/ARCHITECTURE.md says what each is for. A new folder has to be entered here.
 */
const order = [
  'http',
  'config',
  'signals',
  'storage',
  'log',
  'logging',
  'i18n',
  'preferences',
  'limits',
  'accounts',
  'friends',
  'rooms',
  'formatting',
  'views',
  'messages',
  'buffers',
  'polls',
  'presence',
  'push',
  'storage/sql',
  'storage/sqlite',
  'storage/postgres',
  'pages',
  'entrance',
  'health',
  'diagnose',
  'api-docs',
  'moving',
];

/** What stands beside the folders and puts them together. All other files there know no folder. */
const TOP = 'app\\.module|configure-app|entry-types|main|make-sign-in-link|serve|start-failure';

/** `storage` is without the folders of its adapters. */
const inFolder = (folder) => (folder === 'storage' ? 'storage/[^/]+\\.ts$' : `${folder}/`);

const upwards = order.map((folder, i) => ({
  name: `${folder}-knows-nothing-above`,
  severity: 'error',
  from: { path: `^src/${inFolder(folder)}`, pathNot: '\\.spec\\.ts$' },
  to: { path: `^src/(?:(?:${TOP})\\.ts$|${[...order.slice(i + 1).map(inFolder), '-'].join('|')})` },
}));

/** The same in the browser. What stands beside the folders wires them. */
const browserOrder = [
  'server',
  'page',
  'storage',
  'poll',
  'composer',
  'writing',
  'outbox',
  'conversation',
  'editing',
  'people',
  'presence',
  'rooms',
  'notifications',
  'identity',
  'diagnose',
  'plain-page',
  'offline',
  'navigation',
  'service-worker',
];

const browserUpwards = browserOrder.map((folder, i) => ({
  name: `browser-${folder}-knows-nothing-above`,
  severity: 'error',
  from: { path: `^public/${folder}/` },
  to: { path: `^public/(?:[^/]+\\.ts$|(?:${browserOrder.slice(i + 1).join('|') || '-'})/)` },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...upwards,
    ...browserUpwards,
    {
      name: 'every-folder-has-its-place',
      severity: 'error',
      from: { path: `^src/(?!${order.map(inFolder).join('|')})[^/]+/` },
      to: {},
    },
    {
      name: 'what-all-folders-use-knows-none',
      severity: 'error',
      from: { path: '^src/[^/]+\\.ts$', pathNot: `\\.spec\\.ts$|^src/(?:${TOP})\\.ts$` },
      to: { path: '^src/[^/]+/' },
    },
    {
      name: 'data-knows-no-http',
      severity: 'error',
      from: { path: '^src/(?:log|signals|storage)/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^src/http/' },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-orphans', severity: 'error', from: { orphan: true, pathNot: '\\.worker\\.js$' }, to: {} },
    {
      name: 'ports-know-no-adapter',
      severity: 'error',
      from: {
        path: '^src/(?!storage/(?:sql|sqlite|postgres)/)',
        pathNot: '(\\.spec|app\\.module|make-sign-in-link|serve|start-failure)\\.ts$|^src/moving/',
      },
      to: { path: '^src/storage/[^/]+/' },
    },
    {
      name: 'adapters-know-only-themselves',
      severity: 'error',
      from: { path: '^src/storage/postgres/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^src/storage/sqlite/' },
    },
    {
      name: 'pure-rules-know-no-framework',
      severity: 'error',
      from: { path: '^src/(log/(?:entry|batch)|rooms/(?:room|may)|text|polls/waiter)\\.ts$' },
      to: { path: 'node_modules' },
    },
    {
      name: 'no-dev-dependencies-in-the-program',
      severity: 'error',
      from: { path: '^src/', pathNot: '\\.spec\\.ts$' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg'] },
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
};
