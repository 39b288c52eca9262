// Idempotency keys: what became of the first lead with a key, whether it is on disk yet or not.
import type { PointReads } from '../../store/ports.ts';
import type { Known } from '../engine.ts';
import type { LiveRun } from './live-run.ts';

interface Claim {
  key: string;
  fingerprint: string;
}

/** The keys of leads that are on their way to the disk, and those that the store holds. */
export class Claims {
  readonly #reads: Pick<PointReads, 'claim' | 'records'>;
  readonly #held = new Map<string, { run: LiveRun; fingerprint: string }>();

  constructor(reads: Pick<PointReads, 'claim' | 'records'>) {
    this.#reads = reads;
  }

  /** Two requests with one key may arrive before the first is on disk: the second must find it here. */
  hold({ key, fingerprint }: Claim, run: LiveRun, accepted: Promise<void>): void {
    const name = `${run.flow}\n${key}`;
    this.#held.set(name, { run, fingerprint });
    const release = () => this.#held.delete(name);
    accepted.then(release, release);
  }

  known(flow: string, { key, fingerprint }: Claim): Known | undefined {
    const held = this.#held.get(`${flow}\n${key}`);
    if (held) return { runId: held.run.runId, sameLead: held.fingerprint === fingerprint, answer: held.run.told };
    const stored = this.#reads.claim(flow, key);
    if (!stored) return undefined;
    const record = this.#reads.records(stored.run).find(({ t }) => t === 'answer');
    const answer = record?.t === 'answer' ? record.answer : undefined;
    return { runId: stored.run, sameLead: stored.fingerprint === fingerprint, answer };
  }
}
