// What a lead that arrives becomes: the row of its run, and the records that the run begins with.
import type { JsonObject } from '../../../flows/language/document.ts';
import type { ReserveResult } from '../../../nodes/tools.ts';
import type { AcceptedRecord, JournalRecord } from '../../run/records.ts';
import type { AcceptedMore, AcceptedRun } from '../../store/ports.ts';
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
  const made = from ? { from: from.run, ...(test ? {} : reservedIn(from.kept)) } : {};
  const more = slot || from ? { ...(slot ? { slot } : {}), ...made } : undefined;
  return { id, release: hash, flow, version, source: trigger.source, test, phone, acceptedAt, inbox, claim, more };
}

/** What kept steps have reserved. A step that found it taken holds nothing. */
function reservedIn(kept: readonly JournalRecord[]): Pick<AcceptedMore, 'reserved'> {
  const reserved = kept.flatMap((record) => {
    if (record.t !== 'call' || record.op !== 'reservation.take') return [];
    return (record.value as ReserveResult).met === null ? [record.args as JsonObject] : [];
  });
  return reserved.length > 0 ? { reserved } : {};
}
