// The children of a step: runs that it starts and whose outcomes it waits for. What they came to is decided once, by the journal.
import { Failure } from '../../../flows/language/failures.ts';
import type { ChildEnd } from '../../../nodes/tools.ts';
import { Parked, type PinnedPlan } from '../../run/context.ts';
import type { CompiledRelease } from '../../run/plan.ts';
import type { ChildEndedRecord, ChildRecord } from '../../run/records.ts';
import { childId } from './family.ts';
import type { LiveRun } from './live-run.ts';
import { park, SHORT_WAIT_MS } from './park.ts';

/** Who a child that is not needed any more is cancelled by, as its run says it. */
const BY_PARENT = 'the step that called it: another was accepted first';

/** One step's children. Numbers are from 1, as in their ids. */
interface Children {
  run: LiveRun;
  call: string;
  plan: PinnedPlan;
  begun: Map<number, ChildRecord>;
  ends: Map<number, ChildEndedRecord>;
  /** Those that this walk has given to the journal: they may not be on disk yet. */
  given: Set<number>;
  releases: Map<string, CompiledRelease>;
}

/**
 * Starts the children of a plan and resolves with what they came to. Waits for them in memory for a moment, then out of it.
 * Rejects with Parked. Fails with FLOW_MISSING.
 */
export async function runChildren(run: LiveRun, call: string, plan: PinnedPlan): Promise<ChildEnd[]> {
  const children = childrenOf(run, call, plan);
  for (;;) {
    noteEnds(children);
    const enough = plan.until === 'first-accepted' && wasAccepted(children);
    if (enough && plan.cancelRest) break;
    await startOpen(children, enough);
    if (openOf(children).length === 0) break;
    const came = !run.cancelled() && (await run.surroundings.stirred(run.runId, SHORT_WAIT_MS));
    // A walk that was thrown away must not take what comes for the one in its place.
    if (run.dropped) throw new Parked('dropped');
    // Who waits for the answer is not told that it takes longer before the clock says so. A walk that was cancelled comes
    // back to this step, and ends before it.
    const isAwaited = run.caller !== undefined && run.answer === undefined && !run.cancelled();
    if (!came && !isAwaited) await park(run, { state: 'waiting' });
  }
  await letGo(children);
  return resultsOf(children);
}

function childrenOf(run: LiveRun, call: string, plan: PinnedPlan): Children {
  const records = run.exchanges(call);
  const begun = records.filter((record) => record.t === 'child').map((record) => [record.index, record] as const);
  const ends = records.filter((record) => record.t === 'child-ended').map((record) => [record.index, record] as const);
  return { run, call, plan, begun: new Map(begun), ends: new Map(ends), given: new Set(), releases: new Map() };
}

function openOf({ begun, ends }: Children): ChildRecord[] {
  return [...begun.values()].filter(({ index }) => !ends.has(index));
}

function wasAccepted({ ends }: Children): boolean {
  return [...ends.values()].some(({ outcome }) => outcome === 'accepted');
}

/** Puts what children came to on record, where that is not yet done. */
function noteEnds(children: Children): void {
  const { family } = children.run.surroundings;
  for (const child of openOf(children)) {
    const { state, outcome, reason } = family.ended(child.run);
    if (state === 'finished' && outcome !== '')
      noteEnd(children, child, { outcome, reason, answer: family.answerOf(child.run) });
  }
}

function noteEnd(
  { run, ends }: Children,
  { call, index, run: child }: ChildRecord,
  end: Pick<ChildEndedRecord, 'outcome' | 'reason' | 'answer'>,
): void {
  const record: ChildEndedRecord = { t: 'child-ended', at: run.surroundings.now(), call, index, run: child, ...end };
  run.note(record);
  ends.set(index, record);
}

/** Starts as many more as may run at a time, and those again of which only the intent is on disk. */
async function startOpen(children: Children, enough: boolean): Promise<void> {
  const { run, call, plan, begun } = children;
  const { crashPoint } = run.surroundings;
  const more = enough ? 0 : Math.min(plan.concurrency - openOf(children).length, plan.children.length - begun.size);
  const fresh = plan.children.slice(begun.size, begun.size + Math.max(0, more)).map(({ flow }, i): ChildRecord => {
    const index = begun.size + i + 1;
    return { t: 'child', at: run.surroundings.now(), call, index, run: childId(run.runId, plan.node, index), flow };
  });
  const toStart = [...openOf(children).filter(({ index }) => !children.given.has(index)), ...fresh];
  for (const { flow } of toStart) await loadRelease(children, flow);
  if (fresh.length > 0) {
    for (const record of fresh) {
      run.note(record);
      begun.set(record.index, record);
    }
    // Before its children's rows, in the same commit or an earlier one: a row without this would be nobody's child.
    run.save(undefined);
    crashPoint('children-noted');
  }
  for (const record of toStart) start(children, record);
  if (toStart.length > 0) crashPoint('children-started');
}

function start(children: Children, { index, run: id, flow }: ChildRecord): void {
  const { run, plan, given, releases } = children;
  const release = releases.get(flow);
  const lead = plan.children[index - 1]?.lead;
  if (!release || !lead) throw new Failure('JOURNAL_DIVERGED', { detail: `The step has no child ${index}.` });
  given.add(index);
  run.surroundings.family.start({ id, release, lead, parent: { run, node: plan.node, index } });
}

async function loadRelease({ run, plan, releases }: Children, flow: string): Promise<void> {
  if (releases.has(flow)) return;
  const hash = plan.releases[flow];
  if (hash === undefined) throw new Failure('FLOW_MISSING', { detail: `Flow: ${flow}.` });
  releases.set(flow, await run.surroundings.family.release(hash));
}

/** Asks those under way to stop. What they are doing just then may still come to something: nobody waits for it. */
async function letGo(children: Children): Promise<void> {
  const open = openOf(children);
  if (open.length === 0) return;
  const { family } = children.run.surroundings;
  await Promise.all(open.map((child) => family.cancel(child.run, BY_PARENT, children.run)));
  noteEnds(children);
  const reason = 'It was asked to stop, and was not waited for.';
  for (const child of openOf(children)) noteEnd(children, child, { outcome: 'open', reason, answer: null });
}

function resultsOf({ begun, ends }: Children): ChildEnd[] {
  const inOrder = [...begun.values()].sort((one, other) => one.index - other.index);
  return inOrder.flatMap(({ index, run, flow }) => {
    const end = ends.get(index);
    return end ? [{ index, run, flow, outcome: end.outcome, reason: end.reason, answer: answerIn(end) }] : [];
  });
}

function answerIn({ answer }: ChildEndedRecord): ChildEnd['answer'] {
  return answer && { status: answer.status, success: answer.success, body: answer.body };
}
