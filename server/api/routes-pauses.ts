// Pauses: flows, sources and connections that an admin stops for a while, and nodes that were stopped for them.
import { type Static, Type } from 'typebox';
import { Failure } from '../../flows/language/failures.ts';
import { ask as query } from '../store/admin-ops.ts';
import type { PauseRow } from '../store/admin-rows.ts';
import type { ApiDeps } from './deps.ts';
import { type Route, route } from './route.ts';
import { body, choice, orNull } from './schema-parts.ts';
import { Pause, PauseAnswer } from './schemas-leads.ts';
import { iso } from './times.ts';

const KINDS = ['flow', 'source', 'connection', 'node'] as const;

const newPause = body({
  mode: choice(['queue', 'refuse']),
  answer: Type.Optional(orNull(PauseAnswer)),
  says: Type.Optional(Type.String({ maxLength: 500 })),
});

/** Routes about pauses. The key of a node is `<flow>.<node>` in the address. */
export const pauseRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/pauses',
    role: 'viewer',
    summary: 'List what is paused, and how many runs wait for it.',
    answer: Type.Object({ items: Type.Array(Pause) }),
    handle: async (_ask, deps) => {
      const waiting = await waitingRuns(deps);
      return { items: deps.pauses.list().map((row) => pauseLine(row, waiting)) };
    },
  }),
  route({
    method: 'put',
    path: '/pauses/:kind/:key',
    role: 'admin',
    summary: 'Pause a flow, source, connection or node: what comes meanwhile queues, or is refused.',
    body: newPause,
    answer: Pause,
    handle: async ({ params, body, by }, deps) => {
      const at = await existing(params, deps);
      checkFits(at.kind, body);
      const { mode, answer = null, says = '' } = body;
      await deps.pauses.set({ ...at, mode, answer: mode === 'refuse' ? answer : null, says: says.trim(), by });
      const row = deps.pauses.list().find(({ kind, key }) => kind === at.kind && key === at.key);
      if (!row) throw new Failure('NOT_FOUND', { detail: 'The pause was ended meanwhile.' });
      return pauseLine(row, await waitingRuns(deps));
    },
  }),
  route({
    method: 'delete',
    path: '/pauses/:kind/:key',
    role: 'admin',
    summary: 'End a pause. What waited goes on, in the order it came.',
    status: 204,
    handle: async ({ params, by }, { pauses }) => {
      await pauses.clear({ ...placeOf(params), by });
    },
  }),
];

type Place = Pick<PauseRow, 'kind' | 'key'>;

function placeOf({ kind, key }: { kind: string; key: string }): Place {
  const known = KINDS.find((each) => each === kind);
  if (!known) throw new Failure('NOT_FOUND', { detail: `A ${kind} cannot be paused; a ${KINDS.join(', ')} can.` });
  return { kind: known, key: known === 'node' ? key.replace('.', '/') : key };
}

/** Ending the pause of a thing that is gone must go; pausing one is a mistake. */
async function existing(params: { kind: string; key: string }, deps: ApiDeps): Promise<Place> {
  const place = placeOf(params);
  if (!(await exists(place, deps)))
    throw new Failure('NOT_FOUND', { detail: `There is no ${place.kind} ${place.key}.` });
  return place;
}

async function exists({ kind, key }: Place, { workspace, store }: ApiDeps): Promise<boolean> {
  if (kind === 'source') return (await query(store, 'source.detail', { id: key })) !== null;
  if (kind === 'connection') return workspace.connection(key) !== undefined;
  const [flow = '', node] = key.split('/');
  if (!workspace.list().some(({ slug }) => slug === flow)) return false;
  if (kind === 'flow') return true;
  const drawn = workspace.liveOf(flow)?.nodes.has(node ?? '') ?? false;
  return drawn || Object.hasOwn(workspace.get(flow).bundle.document.nodes, node ?? '');
}

function checkFits(kind: PauseRow['kind'], { mode, answer }: Static<typeof newPause>): void {
  const wrong = (field: string, says: string) =>
    new Failure('REQUEST_INVALID', { detail: says, fields: [{ field, says }] });
  if (kind === 'node' && mode === 'refuse') throw wrong('mode', 'The runs of a paused node queue; it refuses nobody.');
  if (answer && mode === 'queue') throw wrong('answer', 'Only a pause that refuses has an answer of its own.');
  if (answer && (kind === 'node' || kind === 'connection'))
    throw wrong('answer', 'Only callers of a flow or source are answered.');
}

async function waitingRuns({ store }: ApiDeps): Promise<ReadonlyMap<string, number>> {
  return new Map((await query(store, 'pause.waiting', {})).map(({ queue, waiting }) => [queue, waiting]));
}

function pauseLine(row: PauseRow, waiting: ReadonlyMap<string, number>): Static<typeof Pause> {
  return { ...row, at: iso(row.at), waiting: waiting.get(`${row.kind}:${row.key}`) ?? 0 };
}
