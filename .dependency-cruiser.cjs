/** The direction of imports: log ← accounts ← friends ← rooms ← messages ← pages (docs/ARCHITECTURE.md). */
const order = ['log', 'accounts', 'friends', 'rooms', 'messages', 'pages'];

/** A room of the house does not know those above it. */
const upwards = order.slice(0, -1).map((folder, i) => ({
  name: `${folder}-knows-nothing-above`,
  severity: 'error',
  from: { path: `^src/${folder}/`, pathNot: '\\.spec\\.ts$' },
  to: { path: `^src/(${order.slice(i + 1).join('|')})/` },
}));

/** The same in the browser. What stands beside the folders wires them. */
const browserOrder = [
  'server',
  'storage',
  'page',
  'poll',
  'composer',
  'outbox',
  'conversation',
  'editing',
  'rooms',
  'identity',
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
      name: 'log-knows-no-http',
      severity: 'error',
      from: { path: '^src/(log|storage)/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^src/(http|views|i18n|health)/' },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-orphans', severity: 'error', from: { orphan: true, pathNot: '\\.worker\\.js$' }, to: {} },
    {
      name: 'ports-know-no-adapter',
      severity: 'error',
      from: {
        path: '^src/(?!storage/sqlite/)',
        pathNot: '(\\.spec|app\\.module|main|make-sign-in-link)\\.ts$',
      },
      to: { path: '^src/storage/[^/]+/' },
    },
    {
      name: 'pure-rules-know-no-framework',
      severity: 'error',
      from: { path: '^src/(log/(?:entry|batch)|rooms/(?:room|may)|text|messages/waiter)\\.ts$' },
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
