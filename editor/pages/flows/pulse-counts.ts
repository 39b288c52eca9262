// Counts and words of what the runs of a flow came to in the last 24 hours. Pure.
import { counted } from '../../kit/time-words.ts';
import type { FlowPulse } from '../../types.ts';

/** One flow's counts. A rejected lead is business, and no failure: it counts as gone well. */
export interface PulseCounts {
  /** The oldest hour first. */
  hours: readonly { at: number; ok: number; failed: number }[];
  accepted: number;
  rejected: number;
  failed: number;
  /** Share of the runs that ended without an error: "99.3 %". */
  rate: string;
}

/** By slug, as the server tells it. */
export function pulseOf({ items }: FlowPulse): ReadonlyMap<string, PulseCounts> {
  return new Map(
    items.map(({ flow, accepted, rejected, error }) => {
      const hours = accepted.map((count, at) => ({ at, ok: count + (rejected[at] ?? 0), failed: error[at] ?? 0 }));
      const [yes, no, failed] = [sum(accepted), sum(rejected), sum(error)];
      return [flow, { hours, accepted: yes, rejected: no, failed, rate: rateOf(yes + no, failed) }];
    }),
  );
}

/** All of it in a sentence. */
export function pulseWords({ accepted, rejected, failed, rate }: PulseCounts): string {
  const all = counted(accepted + rejected + failed, 'run');
  const number = (count: number) => count.toLocaleString('en');
  return `${all} in the last 24 hours: ${number(accepted)} accepted, ${number(rejected)} rejected, ${counted(failed, 'error')}; ${rate} ended without an error.`;
}

/** Never a round hundred where one failed, and never nought where one did not. */
function rateOf(ok: number, failed: number): string {
  const all = ok + failed;
  if (all === 0) return '–';
  if (failed === 0) return '100 %';
  if (ok === 0) return '0 %';
  const share = Math.min(99.9, Math.max(0.1, (ok / all) * 100));
  return `${share.toFixed(1)} %`;
}

function sum(counts: readonly number[]): number {
  return counts.reduce((all, count) => all + count, 0);
}
