// Decides one step of a past run again, with one thing changed: the node's own code, its recorded reads, and nothing else.
import { compileExpression } from '../../../flows/expression/compile.ts';
import type { Json, JsonObject } from '../../../flows/language/document.ts';
import { isObject } from '../../../flows/language/json.ts';
import { wholeLook } from '../../../flows/language/list-look.ts';
import type { View } from '../../../nodes/contract.ts';
import { registry } from '../../../nodes/registry.ts';
import type { ToolName, Tools } from '../../../nodes/tools.ts';
import { type Asked, type At, valuesBefore } from './known.ts';

/** One thing that was otherwise. */
export interface Change {
  /** Fields of what the step was given, in place of those that it got. */
  config?: JsonObject;
  /** What a read of our own lists answers, by operation, in place of what is recorded. */
  reads?: Readonly<Record<string, Json>>;
}

/** How a step leaves. */
export interface Left {
  port: string;
  value: Json;
}

/** Where the step would leave with this change; undefined where it would fail, or needs what is not recorded. */
export async function decideAgain(at: At, change: Change, asked: Asked): Promise<Left | undefined> {
  const { step, node, run } = at;
  const definition = registry[node.type];
  if (!definition || !isObject(step.in) || 'failed' in step.in) return undefined;
  const config = { ...step.in, ...change.config };
  try {
    const view = viewOf(at, run.lead, valuesBefore(run, step));
    const { port, value } = await definition.run(config, view, toolsOf(at, change, asked) as Tools);
    return { port, value };
  } catch {
    // What cannot be decided again is not spoken of; the run itself is not touched by this.
    return undefined;
  }
}

/** What the condition's expression comes to over another lead, or other values of steps; undefined where it fails. */
export function evaluateAgain(at: At, text: string, given: { lead: JsonObject; steps: JsonObject }): Json | undefined {
  const compiled = compileExpression(text);
  if (!compiled.total) throw new Error('Only what needs no sandbox is tried again.');
  return compiled.evaluate(viewOf(at, given.lead, given.steps), { now: Date.parse(at.step.at), random: () => 0 });
}

function viewOf({ run }: At, lead: JsonObject, steps: JsonObject): View {
  const facts = { source: '', path: '', method: '', receivedAt: '', region: 'US', ...run.trigger };
  const { flow: slug, version, document } = run;
  return {
    lead,
    steps,
    trigger: facts as View['trigger'],
    flow: { slug, name: document.name, version, zone: document.zone ?? 'UTC' },
    run: { id: run.id, test: run.test, acceptedAt: new Date(run.acceptedAt).toISOString(), callbacks: {} },
    vars: run.vars,
  };
}

/** Pure tools as they are; reads and commands answer what the journal holds of this step, or what the change says. */
function toolsOf({ step }: At, { reads = {} }: Change, { parse, phone }: Asked): Partial<Tools> {
  const recorded = (op: string) => async (): Promise<Json> => {
    if (Object.hasOwn(reads, op)) return reads[op] ?? null;
    const call = step.calls.find((each) => each.op === op);
    if (!call) throw new Error(`The step did not ask ${op}.`);
    return call.value;
  };
  const tools: Partial<Record<ToolName, unknown>> = {
    parse,
    phone,
    dncCheck: recorded('dnc.check'),
    listLook: async () => {
      const look = await recorded('list.look')();
      return isObject(look) ? wholeLook(look) : look;
    },
    createLead: recorded('lead.create'),
    knownLead: recorded('lead.known'),
    dncAdd: recorded('dnc.add'),
    reserve: recorded('reservation.take'),
  };
  return tools as Partial<Tools>;
}
