// The walk: one lead through one release, node by node, until it ends or is parked. Knows no engine.
import type { Json, JsonObject } from '../../flows/language/document.ts';
import { isObject } from '../../flows/language/json.ts';
import type { Answer } from '../../nodes/tools.ts';
import { Diverged, type HandOver, type RunContext } from './context.ts';
import { answerFromOutcome, type OutcomeSoFar } from './outcome.ts';
import type { CompiledNode, CompiledRelease } from './plan.ts';
import type { StepRecord } from './records.ts';
import { runStep, type StepEnd, type WalkServices } from './step.ts';
import { viewOf } from './view.ts';

/**
 * Walks from the trigger to an end. Steps that the journal holds are taken from it; the first one that it does not hold is
 * run. Resolves when the run is finished. Rejects with Parked (waiting, held, dropped) or Diverged.
 */
export async function walk(release: CompiledRelease, context: RunContext, services: WalkServices): Promise<void> {
  const steps: JsonObject = {};
  const view = viewOf(release, context, { steps, services });
  let soFar: Ending = { outcome: 'accepted', reason: undefined };
  let answered = false;
  let node = release.nodes.get(release.trigger.node);
  let replayed = 0;
  let caughtUp = false;
  while (node) {
    const recorded = context.recorded(node.id);
    if (recorded) replayed += 1;
    else if (!caughtUp) {
      checkCaughtUp(context, replayed, node.id);
      caughtUp = true;
    }
    if (!recorded && context.cancelled()) {
      soFar = { outcome: 'cancelled', reason: `Cancelled by ${context.cancelledBy ?? 'a person'}.` };
      break;
    }
    const entering = recorded ? undefined : context.enter(node.id);
    if (entering) await entering;
    const end = recorded ?? runStep(node, view, { context, services });
    // Awaiting what is there already would give every step of every lead a turn of its own.
    const here = end instanceof Promise ? await end : end;
    const step = 'result' in here ? note(node, here, context) : here;
    answered ||= step.answered === true;
    steps[node.id] = step.out;
    const exit = node.exits.get(step.port);
    if (recorded && !exit && !recorded.failure && node.exits.size > 0)
      throw new Diverged(`The journal says that ${node.id} left by ${step.port}, which it does not have.`);
    const outcome = step.outcome ?? exit?.port.outcome;
    if (outcome) soFar = { outcome, reason: step.reason, step };
    node = exit?.next === undefined ? undefined : release.nodes.get(exit.next);
  }
  if (!caughtUp) checkCaughtUp(context, replayed, undefined);
  if (!answered) context.respond('outcome', answerFromOutcome(context.runId, soFar));
  const record = { outcome: soFar.outcome, ...(soFar.reason ? { reason: soFar.reason } : {}) };
  const ending = context.finish(record, soFar.outcome === 'error' ? handOverOf(release, soFar) : undefined);
  if (ending) await ending;
}

type Taken = Pick<StepRecord, 'node' | 'out' | 'port' | 'outcome' | 'reason' | 'answered' | 'failure'>;
/** `step`: the one that stated the outcome. */
type Ending = OutcomeSoFar & { step?: Taken };

/** Where a run that ends in error goes on, if its flow says. */
function handOverOf({ onError, flows, nodes }: CompiledRelease, { step, reason = '' }: Ending): HandOver | undefined {
  const pinned = onError === undefined ? undefined : flows[onError];
  if (onError === undefined || pinned === undefined || !step) return undefined;
  const { node, failure } = step;
  const title = nodes.get(node)?.title ?? node;
  return { flow: onError, release: pinned, node, title, code: failure?.code ?? null, says: failure?.says ?? reason };
}

function note(node: CompiledNode, { result, failure }: StepEnd, context: RunContext): Taken {
  const { answer } = result;
  // The answer is recorded before its step: a crash between the two runs the step again, and the first answer stands.
  if (answer) context.respond('flow', answer);
  const step: Parameters<RunContext['step']>[0] = { node: node.id, port: result.port, out: result.value };
  if (result.reason) step.reason = inOnePiece(result.reason);
  if (result.outcome) step.outcome = result.outcome;
  if (failure) step.failure = failure;
  if (answer) {
    step.answered = true;
    if (!isItsValue(answer, result.value)) step.answer = answer;
  }
  context.step(step);
  return step;
}

/** A text that was put together is kept as its pieces, and V8 takes twice as long to write a list to JSON that holds one. */
function inOnePiece(text: string): string {
  return [text.charAt(0), text.slice(1)].join('');
}

function isItsValue({ status, success, body }: Answer, value: Json): boolean {
  return isObject(value) && value.status === status && value.success === success && value.body === body;
}

/** Before anything new is done: every step of the journal lies behind, and a call that was begun is of the `next` node. */
function checkCaughtUp({ recordedSteps, begunNodes }: RunContext, replayed: number, next: string | undefined): void {
  if (replayed < recordedSteps)
    throw new Diverged(`The journal holds ${recordedSteps} steps, and the drawing reaches ${replayed} of them.`);
  for (const begun of begunNodes) {
    if (begun !== next) throw new Diverged(`The journal holds a call of ${begun}, and the drawing does not go there.`);
  }
}
