// What a lead that arrives becomes: the row of its run, and the records that the run begins with.
import type { AcceptedRecord, JournalRecord } from '../../run/records.ts';
import type { AcceptedRun } from '../../store/ports.ts';
import type { Arrival } from '../engine.ts';

/** What the commit that accepts a run holds of it: an answer that is given at once is on disk with the lead. */
export function firstRecords(arrival: Arrival, id: string, at: number): JournalRecord[] {
  const records: JournalRecord[] = [recordOf(arrival, at)];
  if (arrival.answerAtOnce) records.push({ t: 'answer', at, by: 'clock', answer: arrival.answerAtOnce(id) });
  if (arrival.from) records.push(...arrival.from.kept);
  return records;
}

function recordOf(arrival: Arrival, at: number): AcceptedRecord {
  const { lead, trigger, test, release, from } = arrival;
  const made = from ? { from: { run: from.run, node: from.node, by: from.by } } : {};
  return { t: 'accepted', at, lead, trigger, vars: release.vars, test, ...made };
}

/** The row that accepting writes. */
export function rowOf(arrival: Arrival, id: string, acceptedAt: number): AcceptedRun {
  const { release, trigger, test, phone, inbox, claim, slot, from } = arrival;
  const { hash, flow, version } = release;
  const more = slot || from ? { ...(slot ? { slot } : {}), ...(from ? { from: from.run } : {}) } : undefined;
  return { id, release: hash, flow, version, source: trigger.source, test, phone, acceptedAt, inbox, claim, more };
}
