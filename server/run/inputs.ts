// What each step of a past run was given: computed from the release and the recorded steps, not kept in the journal.
import type { Json, JsonObject } from '../../flows/language/document.ts';
import type { CompiledRelease } from './plan.ts';
import type { AcceptedRecord, StepRecord } from './records.ts';
import type { WalkServices } from './step.ts';

/** A run as its records tell it. */
export interface PastRun {
  id: string;
  accepted: AcceptedRecord;
  steps: readonly StepRecord[];
}

/** Node id -> the config the node got, expressions evaluated. A field that fails again says so in its place. */
export async function inputsOf(
  release: CompiledRelease,
  run: PastRun,
  pool: WalkServices['pool'],
): Promise<Record<string, Json>> {
  const steps: JsonObject = {};
  const { accepted } = run;
  const view = {
    lead: accepted.lead,
    trigger: accepted.trigger,
    steps,
    flow: { slug: release.flow, name: release.name, version: release.version },
    run: { id: run.id, test: accepted.test, acceptedAt: new Date(accepted.at).toISOString() },
    vars: accepted.vars,
  };
  const inputs: Record<string, Json> = {};
  let now = accepted.at;
  for (const step of run.steps) {
    const node = release.nodes.get(step.node);
    if (node)
      inputs[step.node] = await inputOf(() => node.resolve(view, { now, random: () => 0, seed: () => 0, pool }));
    steps[step.node] = step.out;
    now = step.at;
  }
  return inputs;
}

async function inputOf(resolve: () => object | Promise<object>): Promise<Json> {
  try {
    return (await resolve()) as JsonObject;
  } catch (error) {
    return { failed: error instanceof Error ? error.message : String(error) };
  }
}
