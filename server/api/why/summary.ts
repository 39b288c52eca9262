// The whole run in one sentence: what it came to, what decided, what was done about it, what the caller was told.
import type { At, KnownRun, Said } from './known.ts';
import { clauseOf, listed, quoted, sentenceOf, spoken, titleOf } from './words.ts';

/** A decision with the step that made it. */
export interface Decision {
  at: At;
  said: Said;
}

/** One sentence for the run. */
export function summaryOf(run: KnownRun, decisions: readonly Decision[]): string {
  if (run.state !== 'finished') return underWay(run, decisions);
  const reason = clauseOf(spoken(run.reason ?? ''));
  const test = run.test ? ' (a test: nothing was sent or stored)' : '';
  const word = `${OUTCOMES[run.outcome ?? ''] ?? 'Finished'}${test}`;
  if (run.outcome === 'cancelled') return sentenceOf(run.reason ?? word);
  const cause = causeOf(run, decisions);
  const end = decisions.indexOf(cause ?? ({} as Decision));
  const acts = decisions.filter(({ said }) => said.role === 'acted' && said.clause !== '');
  const before = acts.filter((each) => decisions.indexOf(each) < end).map(({ said }) => said.clause);
  const after = [
    ...acts.filter((each) => decisions.indexOf(each) > end).map(({ said }) => said.clause),
    ...decisions.filter(({ said }) => said.role === 'ended').map(({ said }) => said.clause),
    ...told(run),
  ];
  // Where nothing judged, a step that ended the run says its reason itself.
  const isTold = decisions.some(({ said }) => said.role === 'ended') || (after.length > 0 && reason === '');
  const main = cause?.said.clause ?? (isTold ? '' : reason);
  const first = before.length > 0 && main !== '' ? `after ${listed(before)}, ${main}` : main;
  if (first === '') return `${word}${after.length > 0 ? `: ${listed(after)}` : ''}.`;
  return `${word}: ${first}${after.length > 0 ? `${first.includes(', so ') ? '; ' : ', so '}${listed(after)}` : ''}.`;
}

const OUTCOMES: Readonly<Record<string, string>> = {
  accepted: 'Accepted',
  rejected: 'Rejected',
  error: 'Error',
};

/** The decision that the outcome rests on: the last judgement that it hung on, at or before the step that stated the outcome. */
export function causeOf(run: KnownRun, decisions: readonly Decision[]): Decision | undefined {
  const stated = run.steps.findLastIndex((step) => {
    const port = run.ports[step.node]?.find(({ name }) => name === step.port);
    return (step.outcome ?? port?.outcome ?? null) !== null;
  });
  const upTo = stated < 0 ? run.steps.length : stated;
  const end = (run.steps[stated] ?? run.steps.at(-1))?.node ?? '';
  return decisions.findLast(
    ({ at, said }) => said.role === 'judged' && run.steps.indexOf(at.step) <= upTo && isDecisive(at, end),
  );
}

/** A condition after which the run comes to its end either way decided nothing of it; anything else leaves a value behind. */
function isDecisive({ run, node, step }: At, end: string): boolean {
  if (node.type !== 'condition' || step.node === end) return true;
  const { edges } = run.document;
  const open = edges.filter(({ from, port }) => from === step.node && port !== step.port).map(({ to }) => to);
  const seen = new Set<string>();
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (at === end) return false;
    if (seen.has(at)) continue;
    seen.add(at);
    open.push(...edges.filter(({ from }) => from === at).map(({ to }) => to));
  }
  return true;
}

/** What the caller was told, as a clause; none where nobody waited for an answer. */
function told({ answer, parent, document }: KnownRun): string[] {
  const isScheduled = Object.values(document.nodes).some(({ type }) => type === 'schedule');
  if (!answer || isScheduled) return [];
  const who = parent ? 'the calling flow' : 'the caller';
  const word = answer.success ? 'success' : 'failed';
  return [answer.by === 'clock' ? `${who} was told ${word} before the run had ended` : `${who} was told ${word}`];
}

function underWay(run: KnownRun, decisions: readonly Decision[]): string {
  if (run.held) return `Held for a person at ${quoted(titleOf(run, run.held.node))}: ${clauseOf(run.held.says)}.`;
  if (run.queued) return `Waiting: ${clauseOf(run.queued.says)}.`;
  const last = decisions.at(-1)?.said.clause ?? '';
  const so = last === '' ? '' : ` So far: ${last}.`;
  return `${run.state === 'waiting' ? 'Waiting' : 'Still running'}: the run has not ended.${so}`;
}
