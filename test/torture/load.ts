// Sources that send leads over many connections, keep what was acknowledged, and send again what they do not know.
import { leadOf } from '../bench/leads.ts';
import { exampleKey, pause } from './leadflow-process.ts';
import type { Scene } from './scene.ts';

/** Where leads are sent: each flow by its path, with the key of its source. */
interface Door {
  path: string;
  key: string;
}

/** The flows that a load is spread over, by slug, with their paths. */
export const DOORS: Readonly<Record<string, string>> = {
  'duplicate-lead-check': 'acme/leads',
  again: 'torture/again',
  once: 'torture/once',
  probed: 'torture/probed',
  later: 'torture/later',
  'called-back': 'torture/called-back',
  buyers: 'torture/buyers',
  both: 'torture/both',
};

/** A load: begin it once, end it once. */
export class Load {
  readonly #scene: Scene;
  readonly #doors: Door[];
  readonly #lanes: Promise<void>[] = [];
  /** Leads whose answer never came; sent again first. */
  readonly #queue: number[] = [];
  #next: number;
  #more = true;
  /** Idempotency keys whose answer came, and when: milliseconds since 1970. */
  readonly acknowledgedAt: { key: string; at: number }[] = [];
  /** Requests whose answer never came. */
  unknown = 0;
  /** Answers that no source should get, as sentences. */
  readonly faults: string[] = [];

  private constructor(scene: Scene, doors: Door[], from: number) {
    this.#scene = scene;
    this.#doors = doors;
    this.#next = from;
  }

  /** A load on these flows of a server that was started once. Its leads are counted `from` there: two loads share none. */
  static async on(scene: Scene, flows: readonly string[] = Object.keys(DOORS), from = 0): Promise<Load> {
    const doors = flows.map(async (flow) => ({ path: DOORS[flow] ?? '', key: await exampleKey(scene.home, flow) }));
    return new Load(scene, await Promise.all(doors), from);
  }

  /** Sends over so many connections until `end`: at most so many leads, with a rest after each. */
  begin(connections: number, { most = Number.POSITIVE_INFINITY, restMs = 0 } = {}): void {
    for (let n = 0; n < connections; n += 1) this.#lanes.push(this.#lane(most, restMs));
  }

  get acknowledged(): string[] {
    return this.acknowledgedAt.map(({ key }) => key);
  }

  /** Begins no new lead; resolves once every lead that was begun is acknowledged. */
  async end(): Promise<void> {
    this.#more = false;
    await Promise.all(this.#lanes);
  }

  /** Resolves once so many leads more than now are acknowledged. */
  async acknowledges(more: number): Promise<void> {
    const wanted = this.acknowledgedAt.length + more;
    while (this.acknowledgedAt.length < wanted) await pause(2);
  }

  async #lane(most: number, restMs: number): Promise<void> {
    for (;;) {
      const index = this.#queue.shift() ?? (this.#more && this.#next < most ? this.#next++ : undefined);
      if (index === undefined) return;
      while (!(await this.#send(index))) await pause(60);
      if (restMs > 0) await pause(restMs);
    }
  }

  /** Does what the lead asked for; a callback that does not get through is not sent again. */
  #callBack(answer: string): void {
    const address = /http[^"]*[/]callback[/][^"]*/.exec(answer)?.[0];
    if (address)
      fetch(address, { method: 'POST', body: '{}' }).then(
        (told) => told.body?.cancel(),
        () => undefined,
      );
  }

  /** True where the answer came. */
  async #send(index: number): Promise<boolean> {
    const { server } = this.#scene;
    const door = this.#doors[index % this.#doors.length];
    if (!server || !door) return false;
    const key = `torture-${index}`;
    const headers = { 'Content-Type': 'application/json', 'X-Leadflow-Key': door.key, 'Idempotency-Key': key };
    try {
      const body = JSON.stringify({ ...leadOf(index), wait: 1 + (index % 3) });
      const answer = await fetch(`${server.url}/in/${door.path}`, { method: 'POST', headers, body });
      const text = await answer.text();
      // 409: the same lead is being worked on; 429, 503: the server has just started, or is full.
      if ([409, 429, 503].includes(answer.status)) return false;
      if (!answer.ok) this.faults.push(`${key} was answered ${answer.status}: ${text.slice(0, 300)}`);
      this.acknowledgedAt.push({ key, at: Date.now() });
      if (door.path.endsWith('called-back') && Math.floor(index / this.#doors.length) % 2 === 0) this.#callBack(text);
      return true;
    } catch {
      this.unknown += 1;
      return false;
    }
  }
}
