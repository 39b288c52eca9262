// The list of flows as it is asked for: searched, narrowed, sorted; and what their runs came to lately.
import { type Static, Type } from 'typebox';
import { ask as query } from '../store/admin-ops.ts';
import type { RunHourRow } from '../store/admin-run-rows.ts';
import type { FlowSummary } from '../workspace/workspace.ts';
import type { ApiDeps } from './deps.ts';
import { flowLine } from './flow-views.ts';
import { matches, pageOfItems } from './paging.ts';
import { choice, listQuery, sortField } from './schema-parts.ts';
import type { FlowPulse } from './schemas-flows.ts';
import { iso } from './times.ts';

/** What the list of flows may be narrowed and sorted by. */
export const flowsQuery = Type.Object({
  ...listQuery,
  state: Type.Optional(choice(['live', 'draft', 'changed', 'paused', 'problems', 'file-error'])),
  trigger: Type.Optional(Type.String({ maxLength: 64, description: 'The type of the trigger, such as webhook.' })),
  sort: sortField(['name', 'updated']),
});
type FlowsQuery = Static<typeof flowsQuery>;

/** A page of flows, each with its newest run. */
export async function listFlows(asked: FlowsQuery, deps: ApiDeps) {
  const { q, trigger, sort = 'name' } = asked;
  const isIn = stateTest(asked.state, deps);
  const found = deps.workspace
    .list()
    .filter((flow) => matches(q, flow.name, flow.slug, flow.trigger?.path ?? ''))
    .filter((flow) => isIn(flow) && (trigger === undefined || flow.trigger?.type === trigger));
  const page = pageOfItems(found, { ...asked, turned: sort.startsWith('-') }, sort.endsWith('name') ? byName : byTime);
  const runs = await query(deps.store, 'run.lastOfFlows', { flows: page.items.map((flow) => flow.slug) });
  const lastRun = new Map(runs.map((run) => [run.flow, run]));
  return { items: page.items.map((flow) => flowLine(flow, lastRun.get(flow.slug))), next: page.next };
}

/** By name as a person sorts it; the slug keeps two of one name apart. */
function byName(flow: FlowSummary): string {
  return `${flow.name.toLowerCase()}\n${flow.slug}`;
}

function byTime(flow: FlowSummary): string {
  return `${String(flow.updatedAt).padStart(16, '0')}\n${flow.slug}`;
}

function stateTest(state: FlowsQuery['state'], { pauses }: ApiDeps): (flow: FlowSummary) => boolean {
  const paused = new Set(pauses.list().flatMap(({ kind, key }) => (kind === 'flow' ? [key] : [])));
  const tests: Record<NonNullable<typeof state>, (flow: FlowSummary) => boolean> = {
    live: (flow) => flow.liveVersion !== null,
    draft: (flow) => flow.liveVersion === null,
    changed: (flow) => flow.state === 'changed',
    paused: (flow) => paused.has(flow.slug),
    problems: (flow) => flow.problems > 0,
    'file-error': (flow) => flow.state === 'file-error',
  };
  return state === undefined ? () => true : tests[state];
}

const HOUR_MS = 3_600_000;
const HOURS = 24;

/** What the runs of these flows came to in each of the last 24 hours, the oldest first; flows without runs are left out. */
export async function flowPulse(flows: string[], { store, now }: ApiDeps): Promise<Static<typeof FlowPulse>> {
  const since = now() - HOURS * HOUR_MS;
  const rows = await query(store, 'run.hoursOfFlows', { flows, since });
  const ran = [...new Set(rows.map((row) => row.flow))];
  const items = ran.map((flow) => {
    const own = rows.filter((row) => row.flow === flow);
    const hours = (outcome: RunHourRow['outcome']) => hoursOf(own.filter((row) => row.outcome === outcome));
    return { flow, accepted: hours('accepted'), rejected: hours('rejected'), error: hours('error') };
  });
  return { since: iso(since), items };
}

function hoursOf(rows: readonly RunHourRow[]): number[] {
  const counts = Array.from({ length: HOURS }, () => 0);
  for (const { hour, count } of rows) {
    const at = Math.min(hour, HOURS - 1);
    counts[at] = (counts[at] ?? 0) + count;
  }
  return counts;
}
