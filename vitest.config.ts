// How the tests run: each file in its own process, real browsers and servers given time.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/torture/**', 'test/bench/**', 'node_modules/**'],
    pool: 'forks',
    // Much of a test is waiting: for servers to start, for timers, for the disk.
    maxWorkers: 3,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
