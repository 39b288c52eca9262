// One life of the process: the real engine with its real control and tools, on a simulated store and network.
import { createEmbeddedEngine, type EmbeddedDeps } from '../../../server/engine/embedded/engine.ts';
import { createControl } from '../../../server/engine/embedded/limits.ts';
import type { Engine } from '../../../server/engine/engine.ts';
import { createPauses, type Pauses } from '../../../server/engine/pauses.ts';
import { readBody } from '../../../server/reading/read-body.ts';
import type { CompiledRelease } from '../../../server/run/plan.ts';
import type { WalkServices } from '../../../server/run/step.ts';
import type { PointReads } from '../../../server/store/point-reads.ts';
import { freeAt, type TakeArgs } from '../../../server/store/sqlite/reservation-rows.ts';
import { createLook } from '../../../server/tools/dnc/look.ts';
import { Segments } from '../../../server/tools/dnc/segments.ts';
import { readPhone } from '../../../server/tools/read-phone.ts';
import { createToolbox } from '../../../server/tools/toolbox.ts';
import type { Chance } from './chance.ts';
import { keyOf, type SimulatedNetwork } from './network.ts';
import type { Releases } from './releases.ts';
import { type SimulatedDisk, SimulatedStore } from './store.ts';
import type { VirtualTime } from './virtual-time.ts';

/** The world that a process lives in. */
export interface Surroundings {
  time: VirtualTime;
  chance: Chance;
  disk: SimulatedDisk;
  network: SimulatedNetwork;
  releases: Releases;
  /** Runs in memory at most. */
  maxInFlight: number;
  /** Of a hundred looks at what a list holds, how many see what is not so any more once the writer comes to it. */
  stale: number;
  /** Told of every breach that the process itself can be seen at, as a sentence. */
  breach: (says: string) => void;
  /** Told of each labelled place that the process comes to. */
  came: (label: string) => void;
}

type KeptCallback = Awaited<ReturnType<EmbeddedDeps['keepCallback']>>;

/** A process from its start to its crash. */
export class SimulatedProcess {
  readonly #around: Surroundings;
  readonly store: SimulatedStore;
  alive = true;
  engine: Engine | undefined;
  pauses: Pauses | undefined;

  constructor(around: Surroundings) {
    this.#around = around;
    this.store = new SimulatedStore(around.disk, () => this.alive);
  }

  /** Resolves once leads are taken. Never, where the process crashes before. */
  async start(): Promise<void> {
    const { time, chance, releases, maxInFlight, breach } = this.#around;
    const { store } = this;
    const onError = (error: unknown, says: string) => {
      const expected = store.failed > 0 && /commit failed|disk is full|cannot store/.test(`${says} ${String(error)}`);
      if (this.alive && !expected)
        breach(`The engine says: ${says} ${error instanceof Error ? error.stack : String(error)}`);
    };
    const pauses = await createPauses(store, (queue) => this.engine?.drain(queue));
    const engine = createEmbeddedEngine({
      control: createControl({ pauses: () => pauses, now: () => time.now, maxInFlight, onError }),
      keepCallback: async (run, node, callback) =>
        (await store.write('callback.keep', { run, node, callback: { ...callback } })) as KeptCallback,
      crashPoint: (label) => {
        if (this.alive) this.#around.came(label);
      },
      journal: store.journal,
      reads: this.#staleReads(),
      toolbox: this.#toolbox(),
      services: this.#services(),
      release: async (hash) => known(releases.bySlug.get(hash)),
      newId: () => this.#around.disk.parts.newId(),
      now: () => time.now,
      random: () => chance.next(),
      maxInFlight,
      onError,
      freeBytes: async () => Number.MAX_SAFE_INTEGER,
    });
    this.engine = engine;
    this.pauses = pauses;
    await engine.start();
  }

  /** From now on the process does nothing that anybody could see. */
  crash(): void {
    this.alive = false;
    this.#around.time.forgetProcess();
    this.#around.disk.crash();
  }

  /** As if somebody had changed the lists between a look and the writer's turn, this way or that. */
  #staleReads(): PointReads {
    const { chance, stale } = this.#around;
    const { reads } = this.store;
    return {
      ...reads,
      metLead(query) {
        const found = reads.metLead(query);
        if (!chance.percent(stale)) return found;
        return found === undefined ? 'a-lead-that-is-gone' : undefined;
      },
      dncList(list, number) {
        const found = reads.dncList(list, number);
        return found && chance.percent(stale) ? { listed: !found.listed } : found;
      },
      reservation(order, now) {
        if (!chance.percent(stale)) return reads.reservation(order, now);
        return { ...freeAt(order as unknown as TakeArgs, now) };
      },
    };
  }

  #toolbox(): ReturnType<typeof createToolbox> {
    const { network, releases } = this.#around;
    return createToolbox({
      outbound: {
        send: (prepared) => {
          if (!this.alive) return new Promise(() => undefined);
          this.#mustBeOnDisk(keyOf(prepared));
          return network.send(prepared);
        },
      },
      secrets: { open: () => undefined, stamp: () => '', renew: async () => undefined },
      parse: (body, as, wish = {}) => readBody(body, as, wish),
      now: () => this.#around.time.now,
      connection: releases.connection,
      reads: this.store.reads,
      dnc: createLook({
        reads: this.store.reads,
        segments: new Segments(''),
        key: () => Buffer.alloc(32),
        now: () => this.#around.time.now,
      }),
    });
  }

  /** Nothing leaves the process before the journal that explains it is on disk. */
  #mustBeOnDisk(key: string): void {
    const cut = key.lastIndexOf('/');
    const [run, call] = [key.slice(0, cut), key.slice(cut + 1)];
    const last = this.store.onDisk(run).findLast((record) => 'call' in record && record.call === call);
    if (last?.t !== 'intent')
      this.#around.breach(`${key} left, and the journal on disk ends with ${last?.t ?? 'nothing'}.`);
  }

  #services(): WalkServices {
    return {
      parse: readBody,
      phone: readPhone,
      callbackUrl: (run, node) => `/callback/${run}/${node}`,
      pool: () => Promise.reject(new Error('No expression of these flows needs the pool.')),
      onBug: (error, { run, node }) =>
        this.#around.breach(`A bug in ${node} of ${run}: ${error instanceof Error ? error.stack : String(error)}`),
    };
  }
}

function known(release: CompiledRelease | undefined): CompiledRelease {
  if (!release) throw new Error('A run names a release that is not there.');
  return release;
}
