// Runs that other runs start: begins them, stops them, and tells their parents when they end.

import { Failure } from '../../../flows/language/failures.ts';
import type { Answer } from '../../../nodes/tools.ts';
import { Parked } from '../../run/context.ts';
import type { CompiledRelease } from '../../run/plan.ts';
import { type AcceptedRecord, ERROR_FLOW } from '../../run/records.ts';
import type { PointReads } from '../../store/point-reads.ts';
import type { AcceptedRun } from '../../store/ports.ts';
import type { Journal } from '../journal.ts';
import type { LiveRun } from './live-run.ts';
import type { Runs } from './runs.ts';
import type { ChildStart, Family } from './surroundings.ts';

/** What the family is made of. `runs` is asked for when it is needed: the runs hold the family too. */
export interface FamilyParts {
  journal: Journal;
  reads: Pick<PointReads, 'ended' | 'records'>;
  runs: () => Runs;
  release: (hash: string) => Promise<CompiledRelease>;
  now: () => number;
  cancel: (run: string, by: string) => Promise<void>;
  /** True while there are as many runs in memory as there may be. */
  full: () => boolean;
  /** Takes a run up once there is room for it. */
  again: (run: string) => void;
  /** Throws a walk away and takes its run up anew, from what is on disk. */
  reload: (run: string) => void;
}

/** Makes the family of one engine. */
export function createFamily(parts: FamilyParts): Family {
  return {
    release: (hash) => parts.release(hash),
    start: (child) => start(child, parts),
    ended: (run) => parts.reads.ended(run),
    answerOf: (run) => answerOf(run, parts),
    cancel: (child, by, parent) => cancel({ child, by, parent }, parts),
    async handOver(run, { flow, release: hash, ...error }) {
      // What handles errors is not handed its own: that could go on for ever.
      if (run.accepted.parent?.node === ERROR_FLOW) return;
      const release = await parts.release(hash);
      // A walk that was thrown away meanwhile may end otherwise the next time.
      if (run.dropped) throw new Parked('dropped');
      const lead = { lead: run.accepted.lead, error: { run: run.runId, flow: run.flow, ...error } };
      start(
        { id: childId(run.runId, ERROR_FLOW, 0), release, lead, parent: { run, node: ERROR_FLOW, index: 0 } },
        parts,
      );
    },
    finished(run) {
      const { parent } = run.accepted;
      if (!parent || parent.node === ERROR_FLOW) return;
      parts.journal.onCommit({ run: run.runId, epoch: run.epoch }, () => tell(parent.run, parts));
      parts.journal.soon();
    },
    gone(run) {
      const parent = parentIn(run);
      if (parent !== undefined) tell(parent, parts);
    },
  };
}

/** The id of a child: the same whenever it is started, so that it is started once. */
export function childId(parent: string, node: string, index: number): string {
  return `${parent}.${node}.${index}`;
}

/** The run that an id names as its parent; undefined where it is nobody's child. */
function parentIn(id: string): string | undefined {
  return /^(.+)\.[^.]+\.\d+$/.exec(id)?.[1];
}

function start({ id, release, lead, parent }: ChildStart, parts: FamilyParts): void {
  const runs = parts.runs();
  if (runs.get(id) || parts.reads.ended(id).state !== 'absent') return;
  const { trigger, test } = parent.run.accepted;
  const at = parts.now();
  const place = { run: parent.run.runId, node: parent.node, index: parent.index };
  const accepted: AcceptedRecord = { t: 'accepted', at, lead, trigger, vars: release.vars, test, parent: place };
  const { run, accepted: stored } = runs.begin(rowOf(id, release, accepted), [accepted]);
  const waits = parts.full();
  stored.then(
    () => waits && parts.again(id),
    () => {
      run.drop();
      // Its parent waits for a child that is not there: what the disk holds says what is to be started.
      parts.reload(place.run);
    },
  );
  if (!waits) void runs.drive(run, release);
}

function rowOf(id: string, { hash, flow, version }: CompiledRelease, accepted: AcceptedRecord): AcceptedRun {
  const { at, test, trigger, parent } = accepted;
  return {
    id,
    release: hash,
    flow,
    version,
    source: trigger.source,
    test,
    phone: '',
    acceptedAt: at,
    inbox: undefined,
    claim: undefined,
    more: { ...(parent ? { parent: parent.run } : {}) },
  };
}

/** What the flow of a finished child told its caller; null where it did not say, or where nobody can read it any more. */
function answerOf(run: string, { reads }: FamilyParts): Answer | null {
  try {
    const told = reads.records(run).find((record) => record.t === 'answer' && record.by === 'flow');
    return told?.t === 'answer' ? told.answer : null;
  } catch (error) {
    // Its outcome stands in its row: a person has cancelled it, and its parent must be able to go on.
    if (reads.ended(run).outcome === 'cancelled') return null;
    throw error;
  }
}

async function cancel(
  { child, by, parent }: { child: string; by: string; parent: LiveRun },
  parts: FamilyParts,
): Promise<void> {
  try {
    await parts.cancel(child, by);
  } catch (error) {
    // It ended meanwhile.
    if (error instanceof Failure && error.code === 'NOT_FOUND') return;
    if (parts.runs().get(parent.runId) !== parent) throw error;
    // The request is not on disk: the parent's walk is thrown away, and asks again when the store can take it.
    parts.reload(parent.runId);
    throw new Parked('dropped');
  }
}

/** A parent that waits for something else, or for a person, is left where it is. */
function tell(parent: string, { runs, reads }: FamilyParts): void {
  if (runs().get(parent) || reads.ended(parent).waits) runs().stir(parent);
}

/** Asks the children of a run that have not ended to stop; undefined where there are none. */
export function stopChildren(run: LiveRun): Promise<unknown> | undefined {
  const open = run.openChildren();
  if (open.length === 0) return undefined;
  const { family } = run.surroundings;
  return Promise.all(open.map((child) => family.cancel(child, run.cancelledBy ?? 'a person', run)));
}
