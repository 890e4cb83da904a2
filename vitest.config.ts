import { defineConfig } from 'vitest/config';

/**
 * The suites: pure rules and services; the adapter for PostgreSQL; the app over HTTP and as a process; the page in a browser; then,
 * one after the other, because they judge or use up the machine's time, the consistency check and connections that fail by
 * thousands. Two want root and are no part of `npm test`: behind nginx and in networks of their own, and on storage that fails.
 */
const results = process.env['VITEST_RESULTS'];

/**
 * What takes this long never ends: deadlines catch that, and nothing else. Some tests make thousands of requests, and the machine
 * may be busy with other work.
 */
const NEVER_MS = 300_000;
const DEADLINES = { testTimeout: NEVER_MS, hookTimeout: NEVER_MS };

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
          include: ['src/**/*.spec.ts', 'bench/*.spec.ts', 'test/consistency/**/*.spec.ts'],
          exclude: POSTGRES,
        },
      },
      {
        test: {
          name: 'postgres',
          isolate: false,
          ...DEADLINES,
          include: POSTGRES,
          globalSetup: ['test/support/postgres/shared-server.ts'],
        },
      },
      {
        test: {
          name: 'e2e',
          isolate: false,
          include: ['test/*.e2e-spec.ts'],
          // Every answer that it sees is held against the OpenAPI document.
          globalSetup: ['test/support/api-document/make-document.ts'],
          setupFiles: ['test/support/api-document/checked-answers.ts'],
          ...DEADLINES,
        },
      },
      {
        test: {
          name: 'nodes',
          isolate: false,
          include: ['test/nodes/*.e2e-spec.ts'],
          globalSetup: [
            'test/support/postgres/shared-server.ts',
            'test/support/api-document/make-document.ts',
          ],
          setupFiles: ['test/support/api-document/checked-answers.ts'],
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
        test: {
          name: 'browser',
          include: ['test/browser/*.spec.ts'],
          expect: { poll: { timeout: 60_000 } },
          ...DEADLINES,
        },
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
