import { defineConfig } from 'vitest/config';

/** Three suites: pure rules and services; the app over HTTP and as a process; the page in a browser. */
const results = process.env['VITEST_RESULTS'];

export default defineConfig({
  test: {
    reporters: results ? ['default', ['json', { outputFile: results }]] : ['default'],
    // A suite that finds nothing to run has failed.
    passWithNoTests: false,
    projects: [
      { test: { name: 'unit', include: ['src/**/*.spec.ts', 'bench/*.spec.ts'] } },
      { test: { name: 'e2e', include: ['test/*.e2e-spec.ts'], testTimeout: 30_000, hookTimeout: 30_000 } },
      {
        test: {
          name: 'browser',
          include: ['test/browser/*.spec.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
