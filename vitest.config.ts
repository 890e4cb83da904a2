import { defineConfig } from 'vitest/config';

/**
 * The suites: pure rules and services; the adapter for PostgreSQL; the app over HTTP and as a process, and the page in a browser,
 * both on SQLite and on PostgreSQL; several nodes on one database; then, one after the other, because they judge or use up the
 * machine's time, the consistency check and connections that fail by thousands. Two want root and are no part of `npm test`: behind
 * nginx and in networks of their own, and on storage that fails.
 */
const results = process.env['VITEST_RESULTS'];

/**
 * What takes this long never ends: deadlines catch that, and nothing else. Some tests make thousands of requests, and the machine
 * may be busy with other work.
 */
const NEVER_MS = 300_000;
const DEADLINES = { testTimeout: NEVER_MS, hookTimeout: NEVER_MS };

/** For suites that run a second time, on PostgreSQL. */
const ON_POSTGRES = {
  env: { TEST_STORAGE: 'postgres' },
  globalSetup: ['test/support/postgres/shared-server.ts'],
  setupFiles: ['test/support/postgres/dropped-databases.ts'],
};

/** Not of the suite on PostgreSQL, where the data are in no file of Linger's. */
const ABOUT_THE_FILE = [
  'test/data-folder.e2e-spec.ts', // its lock, its generated secret, what its database holds
  'test/private-files.e2e-spec.ts', // who may read the files
  'test/start-failures.e2e-spec.ts', // damaged and foreign files
  'test/start-permissions.e2e-spec.ts', // files that this user may not use
];

/**
 * Nor these: nothing is stored for the documents, the packages, the settings, the tests of a connection, the rules for requests that are
 * answered before anything is read; and for processes on PostgreSQL, `nodes` and the consistency check do the same and more.
 */
const NOT_ON_POSTGRES = [
  'api-docs',
  'diagnose',
  'diagnose-page',
  'diagnose-websocket',
  'packages',
  'process',
  'process-faults',
  'readme',
  'security-charsets',
  'security-cookie-flags',
  'security-host',
  'security-methods',
  'security-settings',
  'security-templates',
  'security-visits',
  'tornado-health',
  'web-app',
].map((name) => `test/${name}.e2e-spec.ts`);

/**
 * Of the e2e suite: about requests, pages and texts, whatever keeps the data. `npm test` runs these on PostgreSQL alone, and all others on
 * both; `npm run test:e2e` runs all on SQLite.
 */
const WHATEVER_IS_STORED = `
  accounts-page accounts-pages accounts-settings formatting front-door names-in-languages pages-confirm pages-confirm-access
  pages-blocked pages-dead-ends pages-empty-rooms pages-errors pages-form-addresses pages-older pages-identity pages-open-room pages-people pages-person
  pages-pressed-twice pages-refused pages-refused-fields pages-room-details pages-stale rest-paths rest-room-names
  security-addresses security-bounds-answers security-cookies security-csrf security-forged security-identity
  security-input security-links security-log-paths security-logs security-markup security-next security-origin
  security-pages security-quota security-room-names security-service security-text security-types tornado-errors
  tornado-hold tornado-names tornado-page tornado-page-kept tornado-rooms
`
  .trim()
  .split(/\s+/)
  .map((name) => `test/${name}.e2e-spec.ts`);

/**
 * Of the browser suite: where it matters how and when the database answers. `npm test` runs these on both, and the others, about what a
 * page does with any answer, on PostgreSQL alone.
 */
const ABOUT_WHAT_IS_STORED = ['changes', 'sending'].map((name) => `test/browser/${name}.spec.ts`);

const BROWSER = {
  isolate: false,
  include: ['test/browser/*.spec.ts'],
  expect: { poll: { timeout: 60_000 } },
  ...DEADLINES,
};

/** Every answer that the suite sees is held against the OpenAPI document. */
const CHECKED_ANSWERS = {
  globalSetup: ['test/support/api-document/make-document.ts'],
  setupFiles: ['test/support/api-document/checked-answers.ts'],
};

/** These need a PostgreSQL, which takes two seconds to start. The other units should not wait for it. */
const POSTGRES = ['src/storage/postgres/**/*.spec.ts', 'test/support/postgres/*.spec.ts'];

export default defineConfig({
  test: {
    reporters: results ? ['default', ['json', { outputFile: results }]] : ['default'],
    globalSetup: ['test/support/temporary-folder.ts'],
    // A suite that finds nothing to run has failed.
    passWithNoTests: false,
    // Two at a time, also where there are no more cores than that: much of a test is waiting.
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'unit',
          // Half of the time went into loading the same modules for each file.
          isolate: false,
          ...DEADLINES,
          include: ['src/**/*.spec.ts', 'bench/**/*.spec.ts', 'test/consistency/**/*.spec.ts'],
          exclude: POSTGRES,
        },
      },
      {
        test: {
          name: 'postgres',
          isolate: false,
          ...DEADLINES,
          include: POSTGRES,
          globalSetup: ON_POSTGRES.globalSetup,
        },
      },
      {
        test: {
          name: 'e2e',
          isolate: false,
          include: ['test/*.e2e-spec.ts'],
          ...CHECKED_ANSWERS,
          ...DEADLINES,
        },
      },
      {
        test: {
          name: 'e2e-stored',
          isolate: false,
          include: ['test/*.e2e-spec.ts'],
          exclude: WHATEVER_IS_STORED,
          ...CHECKED_ANSWERS,
          ...DEADLINES,
        },
      },
      {
        test: {
          name: 'e2e-postgres',
          isolate: false,
          include: ['test/*.e2e-spec.ts'],
          exclude: [...ABOUT_THE_FILE, ...NOT_ON_POSTGRES],
          env: ON_POSTGRES.env,
          globalSetup: [...ON_POSTGRES.globalSetup, ...CHECKED_ANSWERS.globalSetup],
          setupFiles: [...ON_POSTGRES.setupFiles, ...CHECKED_ANSWERS.setupFiles],
          ...DEADLINES,
        },
      },
      {
        test: {
          name: 'nodes',
          isolate: false,
          include: ['test/nodes/*.e2e-spec.ts'],
          globalSetup: [...ON_POSTGRES.globalSetup, ...CHECKED_ANSWERS.globalSetup],
          setupFiles: [...ON_POSTGRES.setupFiles, ...CHECKED_ANSWERS.setupFiles],
          ...DEADLINES,
        },
      },
      {
        test: {
          name: 'consistency',
          include: ['test/consistency/*.e2e-spec.ts'],
          ...DEADLINES,
          // It judges how long things take: it waits until the others have ended.
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: { name: 'browser', ...BROWSER },
      },
      {
        test: { name: 'browser-stored', ...BROWSER, include: ABOUT_WHAT_IS_STORED },
      },
      {
        test: { name: 'browser-postgres', ...BROWSER, ...ON_POSTGRES },
      },
      {
        test: {
          name: 'connections',
          include: ['test/connections/*.e2e-spec.ts'],
          ...DEADLINES,
          fileParallelism: false,
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          name: 'network',
          include: ['test/connections/network/*.e2e-spec.ts'],
          ...DEADLINES,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'faults',
          include: ['test/faults/*.spec.ts'],
          ...DEADLINES,
        },
      },
    ],
  },
});
