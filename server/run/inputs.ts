// What each step of a past run was given: computed from the release and the recorded steps, not kept in the journal.
import type { Json, JsonObject } from '../../flows/language/document.ts';
import type { CompiledRelease } from './plan.ts';
import type { AcceptedRecord, StepRecord } from './records.ts';
import type { WalkServices } from './step.ts';
import { viewOf } from './view.ts';

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
  services: Pick<WalkServices, 'pool' | 'callbackUrl'>,
): Promise<Record<string, Json>> {
  const steps: JsonObject = {};
  const { accepted } = run;
  const view = viewOf(release, { runId: run.id, accepted }, { steps, services });
  const inputs: Record<string, Json> = {};
  let now = accepted.at;
  for (const step of run.steps) {
    const node = release.nodes.get(step.node);
    if (node)
      inputs[step.node] = await inputOf(() =>
        node.resolve(view, { now, random: () => 0, seed: () => 0, pool: services.pool }),
      );
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
