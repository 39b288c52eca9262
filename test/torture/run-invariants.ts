// What must be true of one run by its journal: each step and each local change once, no request repeated in silence.
import { isObject } from '../../flows/language/json.ts';
import type { IntentRecord, JournalRecord } from '../../server/run/records.ts';
import type { RunSeen } from './evidence.ts';
import type { Witness } from './invariants.ts';

/** Codes of a run that is held for a fault of ours. */
const OURS = ['INTERNAL', 'JOURNAL_DIVERGED'];

/** Every breach, as a sentence. */
export function faultsOfRun(run: RunSeen, witness: Witness): string[] {
  const steps = [...untrueSteps(run), ...otherDecisions(run)];
  const says = [...shapeFaults(run), ...stateFaults(run, witness), ...effectFaults(run), ...steps];
  const calls = Map.groupBy(run.records.filter(isOfCall), ({ call }) => call);
  for (const [call, records] of calls) says.push(...callFaults(run, { call, records, witness }));
  return says.map((each) => `Run ${run.id} (${run.flow}) ${each}`);
}

type OfCall = Extract<JournalRecord, { t: 'intent' | 'answered' | 'failed' | 'wait' | 'settled' }>;

function isOfCall(record: JournalRecord): record is OfCall {
  return ['intent', 'answered', 'failed', 'wait', 'settled'].includes(record.t);
}

function shapeFaults({ records, state, epochs, reason }: RunSeen): string[] {
  const of = (t: JournalRecord['t']) => records.filter((record) => record.t === t).length;
  const end = records.findIndex(({ t }) => t === 'finished');
  const finished = records.find((record) => record.t === 'finished');
  const said = finished?.t === 'finished' ? (finished.reason ?? null) : reason;
  const after = end < 0 ? [] : records.slice(end + 1).filter(({ t }) => t !== 'answer' && t !== 'cancel');
  return [
    ...(records[0]?.t === 'accepted' && of('accepted') === 1 ? [] : ['does not begin with one accepted lead.']),
    ...(of('answer') <= 1 ? [] : [`told its caller ${of('answer')} things.`]),
    ...((state === 'finished' ? 1 : 0) === of('finished') ? [] : [`is ${state} and has ${of('finished')} ends.`]),
    ...(said === reason ? [] : [`ended because of ${said}, and its row says ${reason}.`]),
    ...after.map(({ t }) => `went on after its end: ${t}.`),
    ...(epochs.every((epoch, n) => epoch >= (epochs[n - 1] ?? 0))
      ? []
      : ['was written by a holder that was overtaken.']),
  ];
}

function stateFaults(run: RunSeen, { quiet }: Witness): string[] {
  const { state, heldCode, dueAt, queue, records } = run;
  if (state === 'held') {
    if (heldCode === null) return ['is held, and nobody knows why.'];
    return OURS.includes(heldCode) ? [`is held for ${heldCode}.`] : [];
  }
  if (state === 'running') return quiet ? ['is running, and nobody walks it.'] : [];
  const children =
    records.filter(({ t }) => t === 'child').length - records.filter(({ t }) => t === 'child-ended').length;
  const waits = state === 'waiting' && dueAt === null && queue === null && children <= 0;
  return waits ? ['waits for nothing.'] : [];
}

function effectFaults({ records }: RunSeen): string[] {
  return [
    ...repeats(records.flatMap((record) => (record.t === 'step' ? [record.node] : []))).map(
      (node) => `has two steps of ${node}.`,
    ),
    ...repeats(records.flatMap((record) => (record.t === 'call' ? [record.call] : []))).map(
      (call) => `did ${call} twice.`,
    ),
    ...repeats(records.flatMap((record) => (DECIDED.has(record.t) ? [decisionOf(record)] : []))).map(
      (what) => `decided twice: ${what}.`,
    ),
  ];
}

/** What is decided once, and stays so. */
const DECIDED: ReadonlySet<string> = new Set(['sleep', 'called-back', 'child', 'child-ended', 'answer', 'finished']);

function decisionOf(record: JournalRecord): string {
  return `${record.t} ${'call' in record ? record.call : ''} ${'index' in record ? record.index : ''}`.trim();
}

/** Commands whose result is told ahead, and what is the step's of it. */
const COMMANDS: ReadonlySet<string> = new Set(['lead.create', 'dnc.add', 'reservation.take']);
interface Result {
  leadId?: string;
  added?: boolean;
  met?: { run: string } | null;
}

/** A step that went on with something else than the writer said of its command. */
function untrueSteps({ records }: RunSeen): string[] {
  return records.flatMap((record) => {
    if (record.t !== 'call' || !COMMANDS.has(record.op)) return [];
    const node = record.call.slice(0, record.call.lastIndexOf('.'));
    const step = records.find((other) => other.t === 'step' && other.node === node);
    if (step?.t !== 'step' || step.failure) return [];
    const [said, went] = [record.value, step.out].map((value) => value as Result | null);
    return said?.leadId === went?.leadId && said?.added === went?.added && said?.met?.run === went?.met?.run
      ? []
      : [`was told ${JSON.stringify(said)} by ${record.call}, and went on with ${JSON.stringify(went)}.`];
  });
}

/** A step that did something else than the account's check had decided. */
function otherDecisions({ records }: RunSeen): string[] {
  return records.flatMap((record) => {
    if (record.t !== 'step' || !isObject(record.out) || record.out.checked === undefined) return [];
    const { node, out, port } = record;
    const end = records.find((other) => other.t === 'child-ended' && other.call.startsWith(`${node}.`));
    const decided = end?.t === 'child-ended' ? end.answer?.body : undefined;
    const does = isObject(decided) && (decided.createLead === true ? port !== 'skipped' : port === 'skipped');
    return does && JSON.stringify(decided) === JSON.stringify(out.checked)
      ? []
      : [`was told ${JSON.stringify(decided)} by the check, and ${node} left by ${port}.`];
  });
}

function repeats(names: readonly string[]): string[] {
  return [...new Set(names.filter((name, n) => names.indexOf(name) !== n))];
}

interface CallSeen {
  call: string;
  records: readonly OfCall[];
  witness: Witness;
}

function callFaults(run: RunSeen, { call, records, witness }: CallSeen): string[] {
  const says: string[] = [];
  // A probe asks as often as it likes.
  if (call.endsWith('-probe')) return says;
  const intents = records.filter((record) => record.t === 'intent');
  const times = witness.seen?.get(`${run.id}/${call}`) ?? 0;
  if (times > intents.length) says.push(`sent ${call} ${times} times, and the journal shows ${intents.length}.`);
  for (const [n, intent] of intents.entries()) {
    const before = intents[n - 1];
    if (intent.attempt !== (before?.attempt ?? 0) + 1)
      says.push(`counts its tries of ${call} wrong: ${intent.attempt}.`);
    const ends = records.filter(({ t, attempt }) => (t === 'answered' || t === 'failed') && attempt === intent.attempt);
    if (ends.length > 1) says.push(`has ${ends.length} answers to try ${intent.attempt} of ${call}.`);
    // A run that a person ended between a crash and its being taken up never comes to say it: that call stays unknown.
    const over = (run.state === 'finished' && run.outcome !== 'cancelled') || run.state === 'held';
    if (ends.length === 0 && (n < intents.length - 1 || over))
      says.push(`never says what came of try ${intent.attempt} of ${call}.`);
    if (before) says.push(...againFaults(run, { call, between: between(records, before, intent), intent, witness }));
  }
  return says;
}

function between(records: readonly OfCall[], from: IntentRecord, to: IntentRecord): OfCall[] {
  return records.slice(records.indexOf(from) + 1, records.indexOf(to));
}

/** A second request needs a reason: nothing had left, the receiver said *not now*, or somebody said that it may. */
function againFaults(
  run: RunSeen,
  at: { call: string; between: OfCall[]; intent: IntentRecord; witness: Witness },
): string[] {
  const { call, intent, witness } = at;
  const node = call.slice(0, call.lastIndexOf('.'));
  const may = at.between.some((record) => {
    if (record.t === 'settled') return record.as === 'again' || (record.by === 'probe' && record.as === 'rejected');
    if (record.t === 'answered')
      return record.renew === true || record.answer.status === 429 || record.answer.status >= 500;
    return record.t === 'failed' && (record.sent === 'no' || witness.repeats(run.flow, node));
  });
  const due = at.between.findLast((record) => record.t === 'wait')?.due ?? 0;
  return [
    ...(may ? [] : [`repeated ${call} in silence.`]),
    ...(witness.steady && intent.at < due
      ? [`made try ${intent.attempt} of ${call} ${due - intent.at} ms early.`]
      : []),
  ];
}
