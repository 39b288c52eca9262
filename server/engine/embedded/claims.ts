// Idempotency keys: what became of the first lead with a key, whether it is on disk yet or not.
import type { Answer } from '../../../nodes/tools.ts';
import { BriefMap } from '../../store/brief-map.ts';
import type { PointReads } from '../../store/point-reads.ts';
import type { Claim, Known } from '../engine.ts';
import type { Caller } from './caller.ts';
import type { LiveRun } from './live-run.ts';

/** The keys of leads that are on their way to the disk, and those that the store holds. */
export class Claims {
  readonly #reads: Pick<PointReads, 'claim' | 'records'>;
  readonly #callers: Pick<BriefMap<string, Caller>, 'get'>;
  readonly #held = new BriefMap<string, { run: LiveRun; fingerprint: string }>();

  /** `callers`: who waits for the answer of a run that this process walks. */
  constructor(reads: Pick<PointReads, 'claim' | 'records'>, callers: Pick<BriefMap<string, Caller>, 'get'>) {
    this.#reads = reads;
    this.#callers = callers;
  }

  /** Two requests with one key may arrive before the first is on disk: the second must find it here. */
  hold({ key, fingerprint }: Claim, run: LiveRun, accepted: Promise<void>): void {
    const name = `${run.flow}\n${key}`;
    this.#held.set(name, { run, fingerprint });
    const release = () => this.#held.delete(name);
    accepted.then(release, release);
  }

  known(flow: string, { key, fingerprint, since }: Claim): Known | undefined {
    const held = this.#held.get(`${flow}\n${key}`);
    if (held) {
      const { runId, told } = held.run;
      return { runId, sameLead: held.fingerprint === fingerprint, answer: told, telling: this.#telling(runId) };
    }
    const stored = this.#reads.claim(flow, key);
    if (!stored || stored.at < since) return undefined;
    const record = this.#reads.records(stored.run).find(({ t }) => t === 'answer');
    const answer = record?.t === 'answer' ? record.answer : undefined;
    const sameLead = stored.fingerprint === fingerprint;
    return { runId: stored.run, sameLead, answer, telling: answer ? undefined : this.#telling(stored.run) };
  }

  #telling(run: string): Promise<Answer | undefined> | undefined {
    const caller = this.#callers.get(run);
    return caller && Promise.race([caller.answered, caller.parked.then(() => undefined)]);
  }
}
