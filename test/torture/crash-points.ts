// `node test/torture/crash-points.ts`: the process kills itself at every labelled place, and what is left is looked at.
import { parseArgs } from 'node:util';
import { CRASH_POINTS } from '../../server/engine/embedded/crash-points.ts';
import { api, createToken, pause, type RunningServer } from './leadflow-process.ts';
import { Load } from './load.ts';
import { type Findings, makeScene, quiet, type Scene } from './scene.ts';

/** Every label of the engine. */
export const LABELS: readonly string[] = Object.keys(CRASH_POINTS);

/** Which labels, how often each, and who is told what happens. */
export interface CrashOptions {
  labels: readonly string[];
  times: number;
  /** How many senders at once. */
  connections: number;
  say: (line: string) => void;
}

/** How long a load may run until the process comes to a place, milliseconds. */
const PATIENCE_MS = 20_000;

/** Crashes once at each place, `times` over. `never`: labels that no load came to. */
export async function crashEverywhere(options: CrashOptions): Promise<Findings & { crashes: number; never: string[] }> {
  const scene = await makeScene();
  const never = new Set<string>();
  const faults: string[] = [];
  let crashes = 0;
  try {
    // The first start makes the sources.
    await scene.start();
    const person = new Person(scene, await createToken(scene.home));
    const load = await Load.on(scene);
    await scene.kill();
    load.begin(options.connections, { restMs: 30 });
    for (let n = 1; n <= options.times; n += 1) {
      for (const label of options.labels) {
        await scene.simulate({ path: '/acme/leads/insert', behaviour: 'reset', times: 8 * n });
        if (await endsAt(scene, `${label}:${2 * n}`)) crashes += 1;
        else never.add(label);
        await scene.kill();
        const found = await scene.look({ acknowledged: load.acknowledged, quiet: false });
        faults.push(...found.faults.map((fault) => `After ${label}: ${fault}`));
        options.say(
          `${label}: ${never.has(label) ? 'never came' : 'crashed'}; ${load.acknowledged.length} acknowledged.`,
        );
      }
    }
    // What is left of the receiver's faults must not open the breaker now, which would outlast everybody's patience.
    await scene.start({ env: NO_BREAKER });
    await load.end();
    person.rest();
    await quiet(scene.home);
    const found = await scene.look({ acknowledged: load.acknowledged, quiet: true });
    return { ...found, crashes, never: [...never], faults: [...load.faults, ...faults, ...found.faults] };
  } finally {
    await scene.end();
  }
}

const NO_BREAKER = { LEADFLOW_BROKEN_CALLS: '0' };

/** Starts a server that is to end itself, without a breaker that would keep it from its places: where it takes up what the last one left, it may do so before it is ready. */
async function endsAt(scene: Scene, place: string): Promise<boolean> {
  try {
    const server = await scene.start({ env: { LEADFLOW_CRASH_AT: place, ...NO_BREAKER } });
    return await Promise.race([server.exited.then(() => true), pause(PATIENCE_MS).then(() => false)]);
  } catch (error) {
    if (error instanceof Error && error.message.includes('(SIGKILL)')) return true;
    throw error;
  }
}

/** Somebody who settles what is held, all the time. */
class Person {
  readonly #scene: Scene;
  readonly #token: string;
  #rests = false;

  constructor(scene: Scene, token: string) {
    this.#scene = scene;
    this.#token = token;
    void this.#work();
  }

  rest(): void {
    this.#rests = true;
  }

  async #work(): Promise<void> {
    while (!this.#rests) {
      await pause(200);
      const { server } = this.#scene;
      if (server) await this.#settle(server).catch(() => undefined);
    }
  }

  #settle(server: RunningServer): Promise<unknown> {
    const body = { filter: { flow: 'once' }, as: 'again', note: 'Sent again.' };
    return api(server, this.#token, { method: 'POST', path: '/api/held/settle', body });
  }
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { times: { type: 'string' }, label: { type: 'string', multiple: true } } });
  const { faults, ...figures } = await crashEverywhere({
    labels: values.label ?? LABELS,
    times: Number(values.times ?? 3),
    connections: 16,
    say: (line) => console.log(line),
  });
  console.log(figures);
  for (const fault of faults) console.log(`FAULT: ${fault}`);
  process.exitCode = faults.length === 0 && figures.never.length === 0 ? 0 : 1;
}
