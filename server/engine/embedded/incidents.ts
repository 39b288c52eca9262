// Which steps somebody must be told of: an answer that no rule reads, and a receiver that could not be called.
import type { FailureCode } from '../../../flows/language/failures.ts';
import type { JournalRecord, StepRecord } from '../../run/records.ts';
import type { Incident } from '../../store/ports.ts';

/** Faults of a receiver, or of what we know of it; every code that begins with REMOTE_ is one too. */
const OF_A_RECEIVER: readonly FailureCode[] = [
  'EGRESS_BLOCKED',
  'CONNECTION_MISSING',
  'SECRET_MISSING',
  'SECRET_ELSEWHERE',
  'TOKEN_REFUSED',
  'TOKEN_UNAVAILABLE',
];

type Facts = Pick<StepRecord, 'node' | 'port' | 'outcome' | 'reason' | 'failure'>;

/** The incident of a step that ended; undefined for nearly all. `exchanges`: the records of a call of the step. */
export function incidentOf(
  { node, port, outcome, reason, failure }: Facts,
  exchanges: (call: string) => readonly JournalRecord[],
): Omit<Incident, 'flow'> | undefined {
  if (failure) {
    const { code, says } = failure;
    if (!code.startsWith('REMOTE_') && !OF_A_RECEIVER.includes(code)) return undefined;
    const intent = exchanges(`${node}.1`).findLast((record) => record.t === 'intent');
    return { kind: 'receiver', node, code, about: intent?.t === 'intent' ? intent.request.connection : '', says };
  }
  // A check that meets a number which cannot be read has that port too: there it is no error, but the lead's own fault.
  const isUnread = port === 'unrecognised' || (port === 'unreadable' && outcome === 'error');
  if (!isUnread) return undefined;
  return { kind: 'unrecognised', node, code: '', about: '', says: reason ?? '' };
}
