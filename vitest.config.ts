// How the tests run: what is tested within a room shares processes, whole systems have one each, and servers are given time.
import { defineConfig } from 'vitest/config';

/** Rooms whose tests leave a process as they found it: most of their time would be spent loading the same code again. */
const ROOMS =
  'alerts,api,auth,editor,engine,flows,intake,language,nodes,reading,run,store,templates,tools,workspace'.split(',');

export default defineConfig({
  test: {
    pool: 'forks',
    // Much of a test is waiting: for servers to start, for timers, for the disk.
    maxWorkers: 3,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: { name: 'rooms', isolate: false, include: ROOMS.map((room) => `test/${room}/**/*.test.ts`) },
      },
      {
        extends: true,
        test: {
          name: 'whole',
          include: ['test/**/*.test.ts'],
          exclude: [...ROOMS, 'torture', 'bench'].map((room) => `test/${room}/**`),
        },
      },
    ],
  },
});
