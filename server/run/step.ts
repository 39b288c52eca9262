// One step: gives a node its config and tools, and turns what it throws into a port or an end. The one place that catches.

import { seededRandom } from '../../flows/expression/random.ts';
import { ACCOUNT_CHECK } from '../../flows/language/account-check-flow.ts';
import type { Json, JsonObject } from '../../flows/language/document.ts';
import { FAILURES } from '../../flows/language/failure-table.ts';
import { Failure } from '../../flows/language/failures.ts';
import { wholeLook } from '../../flows/language/list-look.ts';
import type { Result, View } from '../../nodes/contract.ts';
import type { CreateLeadResult, DncFound, ReserveResult, ToolName, Tools } from '../../nodes/tools.ts';
import { Diverged, Parked, type RunContext } from './context.ts';
import type { Moment } from './fields.ts';
import type { CompiledNode } from './plan.ts';

/** The pure tools, and the pool for general expressions: the same for every run. */
export interface WalkServices {
  parse: Tools['parse'];
  phone: Tools['phone'];
  pool: NonNullable<Moment['pool']>;
  /** The signed address at which a node of a run takes callbacks. */
  callbackUrl: (run: string, node: string) => string;
  /** Told of every bug, with its cause; the run shows INTERNAL and this id. */
  onBug: (error: unknown, where: { run: string; node: string }) => void;
}

/** What a step did: the node's result, and the failure it left by, if any. */
export interface StepEnd {
  result: Result;
  failure: { code: Failure['code']; says: string } | undefined;
}

type Around = { context: RunContext; services: WalkServices };

/**
 * Runs one node: at once where nothing in it waits, which is most steps of most leads. Throws or rejects only with Parked
 * or Diverged.
 */
export function runStep(node: CompiledNode, view: View, around: Around): StepEnd | Promise<StepEnd> {
  const { context, services } = around;
  try {
    const { random, seed } = drawsOf(context.runId, node.id);
    const config = node.resolve(view, { now: context.now(), random, seed, pool: services.pool });
    const at = { view, context, services };
    const result =
      config instanceof Promise ? config.then((ready) => runNode(node, ready, at)) : runNode(node, config, at);
    return result instanceof Promise ? later(node, result, around) : ended(node, result);
  } catch (error) {
    return caught(node, error, around);
  }
}

function runNode(node: CompiledNode, config: object, at: Around & { view: View }): Result | Promise<Result> {
  return node.definition.run(config, at.view, toolsFor(node, at));
}

async function later(node: CompiledNode, result: Promise<Result>, around: Around): Promise<StepEnd> {
  try {
    return ended(node, await result);
  } catch (error) {
    return caught(node, error, around);
  }
}

function ended(node: CompiledNode, result: Result): StepEnd {
  if (node.exits.size > 0 && !node.exits.has(result.port))
    throw new Error(`${node.definition.type} left by an undeclared port: ${result.port}`);
  return { result, failure: undefined };
}

function caught(node: CompiledNode, error: unknown, { context, services }: Around): StepEnd {
  if (error instanceof Parked || error instanceof Diverged) throw error;
  if (error instanceof Failure && error.code === 'EXPRESSION_LIMIT') context.killed(node.id);
  return failed(error, () => services.onBug(error, { run: context.runId, node: node.id }));
}

function failed(error: unknown, onBug: () => void): StepEnd {
  if (!(error instanceof Failure)) onBug();
  const failure = error instanceof Failure ? error : new Failure('INTERNAL');
  const { remedy } = FAILURES[failure.code];
  const value: JsonObject = {
    code: failure.code,
    says: failure.message,
    remedy,
    fields: failure.fields.map((each) => ({ ...each })),
  };
  return {
    result: { port: 'error', value, reason: failure.message, outcome: 'error' },
    failure: { code: failure.code, says: failure.message },
  };
}

function toolsFor(
  { id, policy, definition, flows }: CompiledNode,
  { view, context, services }: Around & { view: View },
): Tools {
  const needs: readonly ToolName[] = definition.needs;
  if (needs.length === 0) return NO_TOOLS;
  let calls = 0;
  const next = () => `${id}.${++calls}`;
  const given: Partial<Tools> = {};
  if (needs.includes('parse')) given.parse = services.parse;
  if (needs.includes('phone')) given.phone = services.phone;
  if (needs.includes('sleep')) given.sleep = (due) => context.sleep(next(), due);
  if (needs.includes('callback')) given.callback = (wait) => context.callback(next(), { node: id, ...wait });
  if (needs.includes('children')) {
    given.children = (plan) => context.children(next(), { ...plan, node: id, releases: flows });
  }
  if (needs.includes('send')) given.send = (call) => context.effect(next(), call, policy);
  if (needs.includes('dncCheck')) {
    given.dncCheck = (query) =>
      context.read(next(), 'dnc.check', query as unknown as JsonObject) as DncFound | Promise<DncFound>;
  }
  if (needs.includes('listLook')) {
    given.listLook = async (query) => wholeLook((await context.read(next(), 'list.look', { ...query })) as JsonObject);
  }
  if (needs.includes('knownLead')) given.knownLead = knownLeadFor({ next, context });
  if (needs.includes('accountCheck')) given.accountCheck = accountCheckFor({ id, flows, next, context });
  return { ...given, ...localTools(needs, { id, view, context, next }) } as Tools;
}

function knownLeadFor({ next, context }: { next: () => string; context: RunContext }): Tools['knownLead'] {
  const run = mayBeAgain(context) ? { run: context.runId } : {};
  const meet = (found: Json): string | null | Promise<string | null> => {
    if (found === null || typeof found === 'string') return found;
    const { leadId } = found as { leadId: string };
    // It may be gone with its import by now; else it outlives that for whoever is told that it is there.
    return context.local(next(), 'lead.met', { lead: leadId }).then((isThere) => (isThere === true ? leadId : null));
  };
  return (query) => {
    const found = context.read(next(), 'lead.known', { ...query, ...run });
    return found instanceof Promise ? found.then(meet) : meet(found);
  };
}

/** Without a pin the account's check was off when this release was made. */
function accountCheckFor({
  id,
  flows,
  next,
  context,
}: Pick<CompiledNode, 'id' | 'flows'> & { next: () => string; context: RunContext }): Tools['accountCheck'] {
  if (!Object.hasOwn(flows, ACCOUNT_CHECK)) return { on: false };
  const ask = async (lead: JsonObject) => {
    const one = { children: [{ flow: ACCOUNT_CHECK, lead }], concurrency: 1, until: 'all' as const, cancelRest: false };
    const [end] = await context.children(next(), { ...one, node: id, releases: flows });
    if (!end) throw new Error('A child that was waited for has an end.');
    return end;
  };
  return { on: true, ask };
}

/** The tools that change something of ours: each call is a command. */
function localTools(
  needs: readonly ToolName[],
  { id, view, context, next }: { id: string; view: View; context: RunContext; next: () => string },
): Partial<Tools> {
  const given: Partial<Tools> = {};
  if (needs.includes('dncAdd')) {
    given.dncAdd = async ({ expireDays, ...entry }) => {
      // From when the lead came: that is the same however often the step is computed.
      const limit = expireDays === undefined ? {} : { expiresAt: context.accepted.at + expireDays * DAY_MS };
      const args = { ...entry, ...limit, origin: `run:${context.runId}` };
      return (await context.local(next(), 'dnc.add', args)) as { added: boolean };
    };
  }
  if (needs.includes('reserve')) {
    given.reserve = async (order) => {
      const args = { ...order, run: context.runId, node: id } as unknown as JsonObject;
      return (await context.local(next(), 'reservation.take', args)) as ReserveResult;
    };
  }
  if (needs.includes('createLead')) {
    const again = mayBeAgain(context) ? { again: id } : {};
    given.createLead = async (lead) => {
      const args = { ...lead, flow: view.flow.slug, run: context.runId, ...again } as unknown as JsonObject;
      return (await context.local(next(), 'lead.create', args)) as CreateLeadResult;
    };
  }
  return given;
}

/** Whether another run of the same lead may have done this before; one that was called does not know it of its caller. */
function mayBeAgain({ accepted }: RunContext): boolean {
  return accepted.from !== undefined || accepted.parent !== undefined;
}

const DAY_MS = 86_400_000;

const NO_TOOLS = Object.freeze({}) as Tools;

/** Random numbers that follow from run and node, so that a recomputed step draws the same. Made when first asked for. */
function drawsOf(run: string, node: string): Pick<Moment, 'random' | 'seed'> {
  let draw: (() => number) | undefined;
  const seed = () => {
    let hash = 0;
    for (const char of run + node) hash = (Math.imul(hash, 31) + char.charCodeAt(0)) | 0;
    return (hash >>> 0) / 2 ** 32;
  };
  const random = () => {
    draw ??= seededRandom(seed());
    return draw();
  };
  return { random, seed };
}
