// One step: gives a node its config and tools, and turns what it throws into a port or an end. The one place that catches.

import type { JsonObject } from '../../flows/language/document.ts';
import { FAILURES, Failure } from '../../flows/language/failures.ts';
import type { CreateLeadResult, DncHit, Result, ToolName, Tools, View } from '../../nodes/contract.ts';
import { Parked, type RunContext } from './context.ts';
import type { Moment } from './fields.ts';
import type { CompiledNode } from './plan.ts';

/** The pure tools, and the pool for general expressions: the same for every run. */
export interface WalkServices {
  parse: Tools['parse'];
  phone: Tools['phone'];
  pool: NonNullable<Moment['pool']>;
  /** Told of every bug, with its cause; the run shows INTERNAL and this id. */
  onBug: (error: unknown, where: { run: string; node: string }) => void;
}

/** What a step did: the node's result, and the failure it left by, if any. */
export interface StepEnd {
  result: Result;
  failure: { code: Failure['code']; says: string } | undefined;
}

/** Runs one node. Rejects only with Parked. */
export async function runStep(
  node: CompiledNode,
  view: View,
  { context, services }: { context: RunContext; services: WalkServices },
): Promise<StepEnd> {
  try {
    const moment: Moment = { now: context.now(), random: seeded(context.runId, node.id), pool: services.pool };
    const resolving = node.resolve(view, moment);
    const config = resolving instanceof Promise ? await resolving : resolving;
    const running = node.definition.run(config, view, toolsFor(node, view, { context, services }));
    const result = running instanceof Promise ? await running : running;
    if (node.exits.size > 0 && !node.exits.has(result.port))
      throw new Error(`${node.definition.type} left by an undeclared port: ${result.port}`);
    return { result, failure: undefined };
  } catch (error) {
    if (error instanceof Parked) throw error;
    return failed(error, () => services.onBug(error, { run: context.runId, node: node.id }));
  }
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
  node: CompiledNode,
  view: View,
  { context, services }: { context: RunContext; services: WalkServices },
): Tools {
  const needs: readonly ToolName[] = node.definition.needs;
  if (needs.length === 0) return NO_TOOLS;
  let calls = 0;
  const next = () => `${node.id}.${++calls}`;
  const all: Tools = {
    parse: services.parse,
    phone: services.phone,
    send: (call) => context.effect(next(), call, node.policy),
    dncCheck: async (query) =>
      (await context.read(next(), 'dnc.check', query as unknown as JsonObject)) as DncHit | null,
    listLook: async (query) =>
      (await context.read(next(), 'list.look', query)) as { found: boolean; entry: string; gone: boolean },
    dncAdd: async (entry) =>
      (await context.local(next(), 'dnc.add', { ...entry, origin: `run:${context.runId}` })) as { added: boolean },
    createLead: async (lead) => {
      const args = { ...lead, flow: view.flow.slug, run: context.runId } as unknown as JsonObject;
      return (await context.local(next(), 'lead.create', args)) as CreateLeadResult;
    },
  };
  return Object.fromEntries(needs.map((name) => [name, all[name]])) as unknown as Tools;
}

const NO_TOOLS = Object.freeze({}) as Tools;

/** A small generator seeded by run and node, so that a recomputed step draws the same numbers (mulberry32). */
function seeded(run: string, node: string): () => number {
  let state = 0;
  for (const char of run + node) state = (Math.imul(state, 31) + char.charCodeAt(0)) | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
