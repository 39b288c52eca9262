// The receivers of a simulation: they count what reaches them, and a seed decides how each call goes.
import { Failure } from '../../../flows/language/failures.ts';
import type { RemoteAnswer } from '../../../nodes/tools.ts';
import type { PreparedRequest } from '../../../server/tools/prepared.ts';
import type { Chance } from './chance.ts';
import type { VirtualTime } from './virtual-time.ts';

/** How a call goes. `taken`: the request reaches the receiver. */
interface Course {
  taken: boolean;
  answer: { status: number; body: string; headers?: { [name: string]: string } } | undefined;
  /** What the caller is told where no answer comes. */
  failure: 'REMOTE_UNREACHABLE' | 'REMOTE_TIMEOUT' | 'REMOTE_BROKEN_OFF' | undefined;
}

const YES = '{"success":true,"data":{"lead_id":"1"}}';
const answered = (status: number, body: string, headers?: { [name: string]: string }): Course => ({
  taken: true,
  answer: { status, body, ...(headers ? { headers } : {}) },
  failure: undefined,
});
const broken = (failure: NonNullable<Course['failure']>, taken: boolean): Course => ({
  taken,
  answer: undefined,
  failure,
});

const COURSES: readonly (readonly [number, Course])[] = [
  [60, answered(200, YES)],
  [6, answered(200, '{"success":false,"text":"No"}')],
  [6, answered(503, 'Not now', { 'retry-after': '2' })],
  [4, answered(429, 'Too many')],
  [3, answered(500, '<h1>Broken</h1>')],
  [6, broken('REMOTE_UNREACHABLE', false)],
  [5, broken('REMOTE_BROKEN_OFF', true)],
  [3, broken('REMOTE_BROKEN_OFF', false)],
  [4, broken('REMOTE_TIMEOUT', true)],
  [3, broken('REMOTE_TIMEOUT', false)],
];

/** What lies outside the process. */
export class SimulatedNetwork {
  readonly #time: VirtualTime;
  readonly #chance: Chance;
  /** Requests that reached a receiver, by `<run>/<node>.<n>`. */
  readonly seen = new Map<string, number>();

  constructor(time: VirtualTime, chance: Chance) {
    this.#time = time;
    this.#chance = chance;
  }

  /** Sends as the real way out does. What has left arrives whatever becomes of the process; its answer may not. */
  send(prepared: PreparedRequest): Promise<RemoteAnswer> {
    const key = keyOf(prepared);
    const course = this.#chance.weighted(COURSES, answered(200, YES));
    const there = this.#chance.whole(0, 30);
    const back = there + (course.failure === 'REMOTE_TIMEOUT' ? prepared.timeoutMs : this.#chance.whole(1, 80));
    if (course.taken) this.#time.after(there, 'world', () => this.seen.set(key, (this.seen.get(key) ?? 0) + 1));
    return new Promise((resolve, reject) => {
      this.#time.after(back, 'process', () => {
        const { answer, failure } = course;
        if (failure) reject(new Failure(failure));
        else if (answer) resolve({ type: 'application/json', headers: {}, ms: back, simulated: false, ...answer });
      });
    });
  }
}

/** The idempotency key of a request. */
export function keyOf({ headers }: PreparedRequest): string {
  const at = headers.findIndex((name, n) => n % 2 === 0 && name.toLowerCase() === 'idempotency-key');
  return headers[at + 1] ?? '';
}
