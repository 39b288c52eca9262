// What a field of a form may be set to: names that are kept here, and what a receiver offers.
import { type Static, Type } from 'typebox';
import type { JsonObject } from '../../flows/language/document.ts';
import { Failure } from '../../flows/language/failures.ts';
import { isObject } from '../../flows/language/json.ts';
import type { ApiDeps } from './deps.ts';
import { type Route, route } from './route.ts';
import { storedNames } from './routes-names.ts';
import { Options } from './schemas-forms.ts';
import { iso } from './times.ts';

const text = Type.Optional(Type.String({ maxLength: 500 }));
const ownQuery = Type.Object({ connection: text, method: text });
const offeredQuery = Type.Object({
  connection: Type.String({ minLength: 1, maxLength: 64 }),
  endpoint: Type.String({ minLength: 1, maxLength: 64 }),
  items: text,
  value: text,
  label: text,
  given: Type.Optional(Type.String({ maxLength: 4000, description: 'Fields of the call, as a JSON object.' })),
  fresh: Type.Optional(Type.Boolean({ default: false, description: 'Ask again, whatever was read a moment ago.' })),
});

type Choices = { value: string; label: string; hint?: string }[];

/** Routes about choices. */
export const optionRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/options/connection-data',
    role: 'admin',
    summary: 'What a GET endpoint of a connection offers: items by path, each with a value and a label.',
    query: offeredQuery,
    answer: Options,
    handle: async ({ query }, deps) => {
      const { connection, endpoint, items = '', value = '', label = '', given, fresh = false } = query;
      const paused = pausedFault(connection, deps);
      const wanted = { connection, endpoint, items, value, label, given: fieldsOf(given) };
      const offer = paused ?? (await deps.offers(wanted, fresh));
      return { ...offer, fetchedAt: iso(offer.fetchedAt), of: connection };
    },
  }),
  route({
    method: 'get',
    path: '/options/:source',
    role: 'viewer',
    summary:
      'What is kept here: connections, endpoints (of `connection`, with `method`), adaptors, flows, lists, dnc-lists, lead-lists, statuses.',
    query: ownQuery,
    answer: Options,
    handle: async ({ params, query }, deps) => {
      const read = OWN[params.source];
      if (!read) throw new Failure('NOT_FOUND', { detail: `Choices of ${params.source}.` });
      const items = await read(deps, query);
      const of = params.source === 'endpoints' ? (query.connection ?? '') : '';
      return { items, left: 0, fetchedAt: iso(deps.now()), of, fault: null };
    },
  }),
];

/** Source -> how its choices are read. */
const OWN: Readonly<Record<string, (deps: ApiDeps, query: Static<typeof ownQuery>) => Choices | Promise<Choices>>> = {
  connections: ({ workspace }) => workspace.connections().map(({ slug, document }) => named(slug, document.name)),
  adaptors: ({ workspace }) => workspace.adaptors().map(({ slug, document }) => named(slug, document.name)),
  flows: ({ workspace }) =>
    workspace.list().flatMap((flow) => (flow.liveVersion === null ? [] : [named(flow.slug, flow.name)])),
  endpoints: ({ workspace }, { connection = '', method }) =>
    Object.entries(workspace.connection(connection) ? workspace.effective(connection).endpoints : {})
      .filter(([, endpoint]) => method === undefined || endpoint.method === method)
      .map(([slug, endpoint]) => ({ value: slug, label: endpoint.name, hint: `${endpoint.method} · ${slug}` })),
  lists: async ({ store }) => (await storedNames(store)).lists.map(({ slug, name }) => named(slug, name)),
  'dnc-lists': async ({ store }) => (await storedNames(store)).dncLists.map(({ slug, name }) => named(slug, name)),
  'lead-lists': async ({ store }) => (await storedNames(store)).leadLists.map(({ slug, name }) => named(slug, name)),
  statuses: async ({ store }) =>
    (await storedNames(store)).statuses.map(({ abbrev, label }) => ({ value: abbrev, label: abbrev, hint: label })),
};

function named(slug: string, name: string): Choices[number] {
  return { value: slug, label: name, hint: slug };
}

/** Nobody calls a receiver that is paused, not even for a form. */
function pausedFault(connection: string, { pauses, now }: ApiDeps) {
  const isPaused = pauses.list().some(({ kind, key }) => kind === 'connection' && key === connection);
  if (!isPaused) return undefined;
  const says = `The connection ${connection} is paused, so it is not asked.`;
  const fault = { is: 'failed' as const, says, remedy: 'Resume it on its page, then try again.' };
  return { items: [], left: 0, fetchedAt: now(), fault };
}

function fieldsOf(given: string | undefined): JsonObject {
  if (given === undefined || given === '') return {};
  try {
    const read: unknown = JSON.parse(given);
    if (isObject(read)) return read;
  } catch {
    // Said below, as for JSON that is no object.
  }
  throw new Failure('REQUEST_INVALID', { fields: [{ field: 'given', says: 'It must be a JSON object.' }] });
}
