// How the tests run: files share processes, whole systems apart from rooms, and servers and browsers are given time.
import { defineConfig } from 'vitest/config';
import { SystemsFirst } from './test/support/systems-first.ts';

/** These start, break and end whole systems. */
const SYSTEMS = ['test/browser/**/*.test.ts', 'test/cli/**/*.test.ts', 'test/journeys/**/*.test.ts'];

export default defineConfig({
  test: {
    pool: 'forks',
    // Much of a test is waiting: for servers to start, for timers, for the disk.
    maxWorkers: 3,
    sequence: { sequencer: SystemsFirst },
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // A process of its own for each file would spend a third of the time on loading the same code again.
    isolate: false,
    // Room for young objects: to collect them in small portions is a tenth of the work of a test.
    execArgv: ['--min-semi-space-size=32'],
    projects: [
      { extends: true, test: { name: 'systems', include: SYSTEMS, globalSetup: 'test/support/before-systems.ts' } },
      {
        extends: true,
        test: {
          name: 'rooms',
          include: ['test/**/*.test.ts'],
          exclude: [...SYSTEMS, 'test/torture/**', 'test/bench/**'],
        },
      },
    ],
  },
});
