// What a step would send, found out without sending: the step is run with a tool that only writes the call down.
import type { Json, JsonObject } from '../../flows/language/document.ts';
import type { View } from '../../nodes/contract.ts';
import type { OutboundCall, Tools } from '../../nodes/tools.ts';
import type { CompiledRelease } from './plan.ts';
import type { AcceptedRecord, StepRecord } from './records.ts';
import type { WalkServices } from './step.ts';
import { viewOf } from './view.ts';

/** Thrown to leave the step once its call is known. */
class Foreseen extends Error {
  readonly call: OutboundCall;
  constructor(call: OutboundCall) {
    super('The call is known.');
    this.call = call;
  }
}

/** The first call of a node of a run with these steps behind it; undefined where it makes none. Fails as the step would. */
export async function foreseeCall(
  release: CompiledRelease,
  node: string,
  past: { accepted: AcceptedRecord; steps: readonly StepRecord[]; services: WalkServices },
): Promise<OutboundCall | undefined> {
  const compiled = release.nodes.get(node);
  if (!compiled?.definition.needs.includes('send')) return undefined;
  const { accepted, steps, services } = past;
  const values: JsonObject = Object.fromEntries(steps.map((step): [string, Json] => [step.node, step.out]));
  const view: View = viewOf(release, { runId: 'preview', accepted }, { steps: values, services });
  const moment = { now: accepted.at, random: () => 0, seed: () => 0, pool: services.pool };
  const send: Tools['send'] = (call) => Promise.reject(new Foreseen(call));
  try {
    const config = await compiled.resolve(view, moment);
    await compiled.definition.run(config, view, { send, parse: services.parse } as unknown as Tools);
  } catch (error) {
    if (error instanceof Foreseen) return error.call;
    throw error;
  }
  return undefined;
}
