import { defineConfig } from 'vitest/config';

/** Tests that start servers, databases or a browser, and so take seconds. */
const slow = [
  'test/docs/{readme,tutorial,api-page}.test.ts',
  'test/cli/dial.test.ts',
  'test/access/provider.test.ts',
  'test/{start,stores}.test.ts',
  'test/architecture.test.ts',
  'test/emulator/**',
  'test/webhooks/**',
  'test/files/**',
  'test/http/**',
  'test/twilio/{messages,verify}.test.ts',
  'test/mail/{smtp,http}-mail.test.ts',
  'test/web/mailbox.test.ts',
  'test/web/api/live-routes.test.ts',
  'test/e2e/**',
  'test/contracts/**',
  'test/postgres/**',
  'test/redis/**',
  'test/chaos/**',
  'test/deploy/{prometheus,proxy}.test.ts',
  'test/support/**',
];

export default defineConfig({
  test: {
    restoreMocks: true,
    globalSetup: 'test/support/kept/global-setup.ts',
    // Beyond it a run ends without the search for secrets.
    teardownTimeout: 120_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          // Pure rooms leave nothing behind: loading each module once for all files saves half the time.
          pool: 'threads',
          isolate: false,
          // Without it a machine with two cores leaves one idle.
          maxWorkers: 2,
          include: ['test/**/*.test.ts'],
          exclude: [...slow, 'test/bench/**'],
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'whole',
          // Most of the time is waited for other processes.
          maxWorkers: 2,
          include: slow.map((path) => (path.endsWith('.ts') ? path : `${path}/*.test.ts`)),
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
    coverage: {
      include: ['src/{values,hours,prompts,flow,engine}/**'],
      thresholds: { branches: 95 },
    },
  },
});
