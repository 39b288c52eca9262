// What the expressions and nodes of a run may see of it.
import type { JsonObject } from '../../flows/language/document.ts';
import type { View } from '../../nodes/contract.ts';
import type { CompiledRelease } from './plan.ts';
import type { AcceptedRecord } from './records.ts';
import type { WalkServices } from './step.ts';

const NO_CALLBACKS = Object.freeze({});

/** The view of a run. `steps` fills as the walk goes on. */
export function viewOf(
  release: CompiledRelease,
  { runId, accepted }: { runId: string; accepted: AcceptedRecord },
  { steps, services }: { steps: JsonObject; services: Pick<WalkServices, 'callbackUrl'> },
): View {
  const addresses = release.callbackNodes.map((node) => [node, services.callbackUrl(runId, node)] as const);
  return {
    lead: accepted.lead,
    trigger: accepted.trigger,
    steps,
    flow: { slug: release.flow, name: release.name, version: release.version, zone: release.zone },
    run: {
      id: runId,
      test: accepted.test,
      acceptedAt: new Date(accepted.at).toISOString(),
      callbacks: addresses.length === 0 ? NO_CALLBACKS : Object.fromEntries(addresses),
    },
    vars: accepted.vars,
  };
}
