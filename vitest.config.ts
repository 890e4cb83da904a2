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

/** Nor these, in which nothing is stored: the documents, the packages, the settings. */
const ABOUT_NO_DATA = ['readme', 'packages', 'security-settings'].map((name) => `test/${name}.e2e-spec.ts`);

/**
 * Of the browser suite: where it matters how and when the database answers. `npm test` runs these on both, and the others, about what a
 * page does with any answer, on PostgreSQL alone.
 */
const ABOUT_WHAT_IS_STORED = [
  'changes',
  'connection',
  'history',
  'polling',
  'private-rooms',
  'room-list',
  'room-list-changes',
  'room-lost',
  'sending',
  'two-installations',
  'unread-line',
].map((name) => `test/browser/${name}.spec.ts`);

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
          name: 'e2e-postgres',
          isolate: false,
          include: ['test/*.e2e-spec.ts'],
          exclude: [...ABOUT_THE_FILE, ...ABOUT_NO_DATA],
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
