// What every torture of a real server begins and ends with: a simulator, a folder with the torture's flows, and the look after.
import { join } from 'node:path';
import { type Receiver, startReceiver } from '../simulators/receiver.ts';
import { countOf, type Evidence, evidenceIn } from './evidence.ts';
import { type Counts, countsOf, digestsOf, faultsIn, type Witness } from './invariants.ts';
import {
  addFlows,
  databaseOf,
  type Home,
  makeHome,
  pause,
  type RunningServer,
  removeHome,
  type StartOptions,
  startServer,
} from './leadflow-process.ts';

/** What a torture came to. `faults` are sentences; empty where all is well. */
export interface Findings {
  acknowledged: number;
  counts: Counts;
  faults: string[];
}

/** A server to torture, with the world around it. */
export interface Scene {
  simulator: Receiver;
  home: Home;
  /** Null while there is none. */
  server: RunningServer | null;
  start: (options?: StartOptions) => Promise<RunningServer>;
  kill: () => Promise<void>;
  /** Reads the database, holds it against what is known, and remembers what was finished for the next time. */
  look: (known: { acknowledged: readonly string[]; quiet: boolean; steady?: boolean }) => Promise<Findings>;
  /** Tells the simulator how to behave: `{ path, behaviour, times }`. */
  simulate: (order: { path: string; behaviour: string; times?: number }) => Promise<void>;
  end: () => Promise<void>;
}

/** Nodes that may send again what they do not know the outcome of, by flow. */
const REPEATS: Readonly<Record<string, readonly string[]>> = {
  'duplicate-lead-check': ['ask'],
  again: ['ask'],
  buyer: ['ask'],
};

/** Makes the folder and starts the simulator. `port`: what the connections call instead of it, a proxy for example. */
export async function makeScene(options: { port?: number; simulator?: Receiver } = {}): Promise<Scene> {
  const simulator = options.simulator ?? (await startReceiver({ port: 0, quiet: true }));
  const home = await makeHome(options.port ?? simulator.port);
  await addFlows(home, join(import.meta.dirname, 'flows'));
  let finishedBefore: ReadonlyMap<string, string> = new Map();
  const scene: Scene = {
    simulator,
    home,
    server: null,
    async start(how) {
      const server = await startServer(home, how);
      scene.server = server;
      void server.exited.then(() => {
        if (scene.server === server) scene.server = null;
      });
      return server;
    },
    async kill() {
      const { server } = scene;
      scene.server = null;
      await server?.end('SIGKILL');
    },
    async look({ acknowledged, quiet, steady = true }) {
      const evidence = evidenceIn(databaseOf(home));
      const seen = await seenBy(simulator);
      const witness: Witness = { acknowledged, seen, finishedBefore, repeats: mayRepeat, quiet, steady };
      const faults = faultsIn(evidence, witness);
      finishedBefore = digestsOf(evidence);
      return { acknowledged: new Set(acknowledged).size, counts: countsOf(evidence), faults };
    },
    async simulate(order) {
      const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(order) };
      await (await fetch(`http://127.0.0.1:${simulator.port}/__control`, init)).text();
    },
    async end() {
      await scene.kill();
      await simulator.close();
      await removeHome(home);
    },
  };
  return scene;
}

/** Waits until no run is running or waiting. Rejects after `limitMs`, saying what is still open. */
export async function quiet(home: Home, limitMs = 60_000): Promise<void> {
  const until = performance.now() + limitMs;
  while (countOf(databaseOf(home), ['running', 'waiting']) > 0) {
    if (performance.now() > until)
      throw new Error(`Some runs do not come to an end: ${openIn(evidenceIn(databaseOf(home)))}`);
    await pause(100);
  }
}

/** Whether a node may send again, by the flows that a torture uses. */
export function mayRepeat(flow: string, node: string): boolean {
  return REPEATS[flow]?.includes(node) ?? false;
}

/** Calls that the simulator saw more than once, with how often. */
async function seenBy(simulator: Receiver): Promise<Map<string, number>> {
  const answer = await fetch(`http://127.0.0.1:${simulator.port}/__counts`);
  const { repeated } = (await answer.json()) as { repeated: { key: string; times: number }[] };
  return new Map(repeated.map(({ key, times }) => [key, times]));
}

function openIn({ runs }: Evidence): string {
  const open = runs.filter(({ state }) => state === 'running' || state === 'waiting');
  const shown = open.slice(0, 3).map(({ id, flow, state, queue, dueAt, records }) => ({
    id,
    flow,
    state,
    queue,
    dueAt,
    last: records.at(-1),
  }));
  return `${open.length} of them, such as ${JSON.stringify(shown)}`;
}
