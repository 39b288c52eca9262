// Retry as a new run: which steps of the old run stay as they were, and whether that can be done at all. Pure.
import type { FlowDocument } from '../../flows/language/document.ts';
import { Failure } from '../../flows/language/failures.ts';
import type { CompiledRelease } from './plan.ts';
import type { JournalRecord, StepRecord } from './records.ts';

/** A finished run, as the journal tells it, with the drawing that it followed. */
export interface OldRun {
  records: readonly JournalRecord[];
  document: FlowDocument;
}

/** What a retry takes over. */
export interface Retry {
  /** Steps that are not done again, in order. */
  kept: StepRecord[];
  /** Their records, steps marked, for the journal of the new run. */
  records: JournalRecord[];
}

/**
 * Plans the retry of a run from a node, or from its start (null), with the release that serves now. Fails with RETRY_REFUSED
 * where a step that would be kept is another one now, where the drawing leads elsewhere, and where nobody knows what became
 * of a call: sent from a new run it would carry another key.
 */
export function planRetry(old: OldRun, release: CompiledRelease, from: string | null): Retry {
  refuseUnknown(old.records, release);
  if (from === null) return { kept: [], records: [] };
  const steps = old.records.filter((record) => record.t === 'step');
  const at = steps.findIndex(({ node }) => node === from);
  if (at < 0 && !isOpenNode(old.records, from)) throw refused(`The run never came to the step ${from}.`);
  const kept = at < 0 ? steps : steps.slice(0, at);
  checkPath(kept, { from, release, document: old.document });
  const names = new Set(kept.map(({ node }) => node));
  const records = old.records.filter((record) => belongs(record, names)).map(marked);
  return { kept, records };
}

/** A node that the run came to and did not get past: it has a call and no step. */
function isOpenNode(records: readonly JournalRecord[], node: string): boolean {
  return records.some((record) => 'call' in record && record.call !== undefined && nodeOf(record.call) === node);
}

/** Along the kept steps the drawing of now must lead to `from`. */
function checkPath(
  kept: readonly StepRecord[],
  { from, release, document }: { from: string; release: CompiledRelease; document: FlowDocument },
): void {
  let next: string | undefined = release.trigger.node;
  for (const step of kept) {
    const node = release.nodes.get(step.node);
    if (!node) throw refused(`The step ${step.node} is no longer in the flow.`);
    const before = document.nodes[step.node]?.type;
    if (node.definition.type !== before) throw refused(`The step ${node.title} is of another type now.`);
    if (next !== step.node) throw refused(`The drawing does not lead to the step ${node.title} any more.`);
    next = node.exits.get(step.port)?.next;
  }
  const wanted = release.nodes.get(from);
  if (!wanted) throw refused(`The step ${from} is no longer in the flow.`);
  if (next !== from) throw refused(`The drawing does not lead from the kept steps to ${wanted.title} any more.`);
}

function refuseUnknown(records: readonly JournalRecord[], release: CompiledRelease): void {
  const last = new Map<string, JournalRecord>();
  for (const record of records) {
    if (record.t === 'intent' || record.t === 'answered' || record.t === 'failed' || record.t === 'settled')
      last.set(record.call, record);
  }
  for (const [call, record] of last) {
    const isUnknown = record.t === 'intent' || (record.t === 'failed' && record.sent === 'unknown');
    const node = release.nodes.get(nodeOf(call));
    if (!isUnknown || call.endsWith('-probe') || node?.policy.onUnknown === 'retry') continue;
    const name = node?.title ?? nodeOf(call);
    throw refused(
      `Nobody knows whether the receiver took the call of ${name}. Ask the receiver; replay the lead as new only if it did not.`,
    );
  }
}

function belongs(record: JournalRecord, nodes: ReadonlySet<string>): boolean {
  if (record.t === 'step') return nodes.has(record.node);
  return 'call' in record && record.call !== undefined && record.t !== 'held' && nodes.has(nodeOf(record.call));
}

/** The value is written out: what it stood for may lie in records that are not copied. */
function marked(record: JournalRecord): JournalRecord {
  if (record.t !== 'step') return record;
  const { same: _same, ...step } = record;
  return { ...step, kept: true };
}

function nodeOf(call: string): string {
  return call.slice(0, call.lastIndexOf('.'));
}

function refused(detail: string): Failure {
  return new Failure('RETRY_REFUSED', { detail });
}
